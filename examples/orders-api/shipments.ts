import type { APIGatewayProxyEventV2WithLambdaAuthorizer } from 'aws-lambda';
import type { Context, Handler } from 'tradewind/runtime';
import { type Env, markShipped } from './orders-table';

type CarrierEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<{ carrier: string }>;

export default {
  async fetch(_request, env, ctx) {
    const { id } = ctx.params as { id: string };
    // What the authorizer says about the caller is AWS's own, so it is in the raw event.
    const { carrier } = (ctx as Context<CarrierEvent>).raw.requestContext.authorizer.lambda;
    const found = await markShipped(env, id, carrier);
    return found
      ? Response.json({ id, shippedBy: carrier })
      : Response.json({ message: 'No such order' }, { status: 404 });
  },
} satisfies Handler<Env>;
