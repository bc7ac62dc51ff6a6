import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2WithLambdaAuthorizer } from 'aws-lambda';
import type { Context, EnvOf, Handler } from 'tradewind/runtime';
import type { RawTable } from './raw-table';
import type { OrdersStack } from './stack';

type Env = EnvOf<OrdersStack['bindings']['shipments']>;
type CarrierEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<{ carrier: string }>;

export default {
  async fetch(_request, env, ctx) {
    const { id } = ctx.params as { id: string };
    // The authorizer's data about the caller is specific to AWS, so it is in the raw event.
    const { carrier } = (ctx as Context<CarrierEvent>).raw.requestContext.authorizer.lambda;
    const found = await markShipped(env.ORDERS.raw as RawTable, id, carrier);
    return found
      ? Response.json({ id, shippedBy: carrier })
      : Response.json({ message: 'No such order' }, { status: 404 });
  },
} satisfies Handler<Env>;

/**
 * Changes one attribute of an order with the SDK: two carriers may do so at once. Returns `true` if the order exists.
 */
async function markShipped({ client, table }: RawTable, id: string, carrier: string): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table,
    Key: { id },
    UpdateExpression: 'SET shippedBy = :carrier',
    ConditionExpression: 'attribute_exists(id)',
    ExpressionAttributeValues: { ':carrier': carrier },
  });
  try {
    await client.send(update);
    return true;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
