import { answer } from './shared';

interface Event {
  readonly body: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Does the work of `order-portable.ts` in Lambda's own format. */
export async function handler(event: Event) {
  const order = JSON.parse(event.body) as { readonly items: readonly { readonly price: number }[] };
  const total = order.items.reduce((sum, item) => sum + item.price, 0);
  return answer(200, { id: event.pathParameters.id, total });
}
