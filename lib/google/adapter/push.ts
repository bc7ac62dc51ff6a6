import type { NodeRequest } from '../../runtime-node/node-http.js';

/** Body of a push by Pub/Sub: one message. @see https://cloud.google.com/pubsub/docs/push#receive_push */
export interface PushBody {
  readonly message: PushMessage;
  /** `projects/shop/subscriptions/jobs`. */
  readonly subscription: string;
  /** From 1; present for subscriptions with a dead-letter topic. */
  readonly deliveryAttempt?: number;
}

/** A message of Pub/Sub. */
export interface PushMessage {
  readonly messageId: string;
  /** Base64. */
  readonly data?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly orderingKey?: string;
  /** RFC 3339. */
  readonly publishTime: string;
}

/** @throws TypeError when the request is not a push of Pub/Sub */
export function readPush({ rawBody }: NodeRequest): PushBody {
  const body = JSON.parse(rawBody?.toString('utf8') ?? 'null') as PushBody | null;
  if (typeof body?.message?.messageId !== 'string') throw new TypeError('The request is not from Pub/Sub');
  return body;
}

/** The data of a message, as text. */
export function textOf({ data = '' }: PushMessage): string {
  return Buffer.from(data, 'base64').toString('utf8');
}
