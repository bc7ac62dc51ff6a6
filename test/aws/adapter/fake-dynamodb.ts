import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Item = Record<string, { S?: string; N?: string }>;
interface Update {
  readonly TableName: string;
  readonly Key: { pk: { S: string } };
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** A table on 127.0.0.1 that evaluates conditions and updates as the documentation of DynamoDB says. */
export class FakeDynamoDb {
  readonly items = new Map<string, Item>();
  readonly requests: { authorization?: string; target?: string; update: Update }[] = [];
  /** Answers to give in place of the real one, in turn. */
  readonly failures: { status: number; body: string }[] = [];
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const update = JSON.parse(text) as Update;
      const { authorization, 'x-amz-target': target } = request.headers;
      this.requests.push({ authorization, target: target as string, update });
      const { status, body } = this.failures.shift() ?? this.apply(update);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  item(key: string): Item {
    return this.items.get(key) ?? {};
  }

  private apply(update: Update): { status: number; body: string } {
    const key = `${update.TableName}/${update.Key.pk.S}`;
    const item = this.items.get(key);
    if (!holds(update.ConditionExpression, item ?? {}, update)) {
      const shown = update.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && item ? { Item: item } : {};
      const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
      return { status: 400, body: JSON.stringify({ __type, message: 'The conditional request failed', ...shown }) };
    }
    this.items.set(key, changed({ ...item }, update));
    return { status: 200, body: '{}' };
  }
}

// OR binds less than AND; brackets are evaluated first.
function holds(expression: string, item: Item, update: Update): boolean {
  const bracketed = expression.replace(/(^|\s)\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g, (_all, space, inner) => {
    return `${space}${holds(inner, item, update) ? 'TRUE' : 'FALSE'}`;
  });
  return bracketed
    .split(' OR ')
    .some((part) => part.split(' AND ').every((term) => termHolds(term.trim(), item, update)));
}

function termHolds(
  term: string,
  item: Item,
  { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Update,
) {
  if (term === 'TRUE' || term === 'FALSE') return term === 'TRUE';
  const missing = /^attribute_not_exists\((#\w+)\)$/.exec(term);
  if (missing) return item[names[missing[1]!]!] === undefined;
  const [, name, operator, value] = /^(#\w+) (=|<>|<) (:\w+)$/.exec(term) ?? [];
  if (!name || !value) throw new Error(`unknown condition: ${term}`);
  const [left, right] = [item[names[name]!], values[value]!];
  if (operator === '<') return left?.N !== undefined && Number(left.N) < Number(right.N);
  // A missing attribute is not equal to anything.
  const equal = left !== undefined && JSON.stringify(left) === JSON.stringify(right);
  return operator === '=' ? equal : !equal;
}

function changed(
  item: Item,
  { UpdateExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Update,
) {
  const [, set = '', remove = ''] = /^(?:SET (.*?))?\s*(?:REMOVE (.*))?$/.exec(UpdateExpression) ?? [];
  for (const part of set.split(', ').filter(Boolean)) {
    const [name, value] = part.split(' = ');
    item[names[name!]!] = values[value!]!;
  }
  for (const name of remove.split(', ').filter(Boolean)) delete item[names[name]!];
  return item;
}
