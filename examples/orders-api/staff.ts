import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { Context, EnvOf, Handler } from 'tradewind/runtime';
import type { OrdersStack } from './stack';

type Env = EnvOf<OrdersStack['bindings']['staff']>;

export default {
  async fetch(_request, env, ctx) {
    const { id } = ctx.params as { id: string };
    const { claims } = (ctx as Context<APIGatewayProxyEventV2WithJWTAuthorizer>).raw.requestContext.authorizer.jwt;
    const found = (await env.ORDERS.get({ id })) !== undefined;
    await env.ORDERS.delete({ id });
    ctx.log.info('Order removed', { id, found, by: claims.sub });
    return found ? new Response(null, { status: 204 }) : Response.json({ message: 'No such order' }, { status: 404 });
  },
} satisfies Handler<Env>;
