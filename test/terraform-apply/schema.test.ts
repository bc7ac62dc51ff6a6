import { BINDINGS, type Mode, providerSchema, typeSchema } from './schema/bindings';
import type { Attribute, Block, NestedBlock } from './schema/types';

const [GOOGLE, AZURE] = BINDINGS;

const TRAFFIC_STATUS = [
  'object',
  { percent: 'number', revision: 'string', tag: 'string', type: 'string', uri: 'string' },
] as const;

describe('an attribute', () => {
  test('is required, optional or only exported', () => {
    const subscription = schema('google_pubsub_subscription');
    expect(attribute(subscription, 'topic').presence).toBe('required');
    expect(attribute(subscription, 'filter').presence).toBe('optional');
    expect(attribute(subscription, 'effective_labels').presence).toBe('exported');
  });

  test.each([
    ['google_pubsub_subscription', 'name', 'string'],
    ['google_pubsub_subscription', 'ack_deadline_seconds', 'number'],
    ['google_pubsub_subscription', 'enable_message_ordering', 'bool'],
    ['google_pubsub_subscription', 'labels', ['map', 'string']],
    ['google_cloud_run_v2_service', 'urls', ['list', 'string']],
    ['cloudflare_workers_script', 'compatibility_flags', ['set', 'string']],
    ['google_cloud_run_v2_service', 'traffic_statuses', ['list', TRAFFIC_STATUS]],
  ] as const)('of %s, %s, has its type', (type, name, expected) => {
    expect(attribute(schema(type), name).type).toEqual(expected);
  });

  test('of an object is part of its type', () => {
    const queue = schema('cloudflare_queue', 'data');
    const settings = { delivery_delay: 'number', delivery_paused: 'bool', message_retention_period: 'number' };
    expect(attribute(queue, 'settings').type).toEqual(['object', settings]);
  });
});

describe('a block', () => {
  test.each([
    ['google_pubsub_subscription', 'dead_letter_policy', { nesting: 'LIST', required: false, many: false }],
    ['google_pubsub_subscription', 'message_transforms', { nesting: 'LIST', required: false, many: true }],
    ['google_pubsub_subscription', 'timeouts', { nesting: 'SINGLE', required: false, many: false }],
    ['azurerm_function_app_flex_consumption', 'site_config', { nesting: 'LIST', required: true, many: false }],
    ['cloudflare_workers_script', 'bindings', { nesting: 'LIST', required: false, many: true }],
    ['cloudflare_workers_script', 'tail_consumers', { nesting: 'SET', required: false, many: true }],
    ['cloudflare_zero_trust_risk_behavior', 'behaviors', { nesting: 'MAP', required: true, many: false }],
  ] as const)('of %s, %s, has its nesting', (type, name, expected) => {
    expect(block(schema(type), name)).toMatchObject(expected);
  });

  test('has nested blocks, and exported attributes', () => {
    const { block: service } = block(schema('google_cloudfunctions2_function'), 'service_config');
    expect(attribute(service, 'uri').presence).toBe('exported');
    const { block: volumes } = block(service, 'secret_volumes');
    expect(attribute(volumes, 'mount_path').presence).toBe('required');
  });
});

test("the configuration of a provider lacks Terraform's own arguments", () => {
  const { attributes, blocks } = providerSchema(AZURE!);
  expect(attributes.map(({ name }) => name)).not.toContain('alias');
  expect(blocks).toContainEqual(expect.objectContaining({ name: 'features', nesting: 'LIST' }));
});

test('a type outside of a binding has no schema', () => {
  expect(typeSchema(GOOGLE!, 'resource', 'google_storage_buckets')).toBeUndefined();
});

function schema(type: string, mode: Mode = 'resource'): Block {
  const binding = BINDINGS.find(({ name }) => type.startsWith(`${name}_`))!;
  return typeSchema(binding, mode, type)!;
}

function attribute({ attributes }: Block, name: string): Attribute {
  return attributes.find((each) => each.name === name)!;
}

function block({ blocks }: Block, name: string): NestedBlock {
  return blocks.find((each) => each.name === name)!;
}
