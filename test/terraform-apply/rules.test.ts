import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { AppliedResource } from './proof';
import { proveStack } from './prove';
import { brokenRules, RULES } from './rules';
import type { Rule } from './rules/types';
import { allTypes, BINDINGS, typeSchema } from './schema/bindings';
import type { Block } from './schema/types';
import { removeSynthesized, SAMPLES, synthesized } from './stacks';

afterAll(removeSynthesized);

describe.each(RULES.map((rule) => [`${rule.type}.${rule.attribute} ${rule.where ?? ''}`, rule] as const))(
  'the rule of %s',
  (_, rule) => {
    const broken = (value: unknown) => brokenRules([resource(rule, value)], '.');

    test.each(rule.keeps)('is followed by %j', (value) => {
      expect(broken(value)).toEqual([]);
    });

    test.each(rule.breaks)('is broken by %j', (value) => {
      expect(broken(value)).toEqual([expect.stringContaining(rule.constraint.text)]);
    });

    test('names an existing attribute', () => {
      const binding = BINDINGS.find(({ name }) => rule.type.startsWith(`${name}_`))!;
      const types = allTypes(binding, 'resource').filter((type) =>
        new RegExp(`^${rule.type.replace('*', '.*')}$`).test(type),
      );
      expect(types).not.toEqual([]);
      for (const type of types)
        expect(has(typeSchema(binding, 'resource', type)!, rule.attribute.split('.'))).toBe(true);
    });
  },
);

test('a stack that breaks a rule is not proven', async () => {
  const folder = synthesized(SAMPLES.google, ({ resource }) => {
    resource.google_pubsub_subscription!.subscription.dead_letter_policy.max_delivery_attempts = 3;
  });
  const { failures } = await proveStack(folder);
  expect(failures).toEqual([
    expect.stringMatching(
      /^sample rules: google_pubsub_subscription\.subscription: dead_letter_policy\.max_delivery_attempts is 3/,
    ),
  ]);
});

test('a stack with two resources of one name is not proven', async () => {
  const folder = synthesized(SAMPLES.cloudflare, ({ resource }) => {
    resource.cloudflare_queue!.failed.queue_name = 'uploads';
  });
  const { failures } = await proveStack(folder);
  expect(failures).toEqual([
    expect.stringMatching(/^sample rules: cloudflare_queue\.\w+: is the same as cloudflare_queue\.\w+/),
  ]);
});

test('a stack that names a file that it did not write is not proven', async () => {
  const folder = synthesized(SAMPLES.google, ({ resource }) => {
    delete resource.google_storage_bucket_object!.zip.content;
    resource.google_storage_bucket_object!.zip.source = 'assets/code.zip';
  });
  const { failures } = await proveStack(folder);
  expect(failures).toEqual([expect.stringContaining('source names assets/code.zip, which is not there')]);
});

test('a stack with a hash that differs from that of its file is not proven', async () => {
  const folder = synthesized(SAMPLES.cloudflare, ({ resource }) => {
    const { script } = resource.cloudflare_workers_script!;
    delete script.content;
    Object.assign(script, { content_file: 'worker.mjs', content_sha256: 'abc' });
  });
  writeFileSync(path.join(folder, 'worker.mjs'), 'export default {}');
  const { failures } = await proveStack(folder);
  expect(failures).toEqual([expect.stringMatching(/content_sha256 is abc, but worker\.mjs has [0-9a-f]{64}/)]);
});

test('a stack whose provider would refuse its configuration is not proven', async () => {
  const folder = synthesized(SAMPLES.azure, ({ provider }) => {
    delete provider.azurerm![0]!.features;
  });
  const { failures } = await proveStack(folder);
  expect(failures[0]).toContain('provider azurerm: needs a block features');
});

/** Resource in which an attribute has a value, in as many blocks as needed. */
function resource({ type: pattern, attribute, where }: Rule, value: unknown): AppliedResource {
  const type = pattern.replace('*', 'pubsub_topic');
  const nested = attribute.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  return { address: `${type}.it`, type, config: { ...(where && { [where]: {} }), ...(nested as object) } };
}

function has({ attributes, blocks }: Block, [name, ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return attributes.some((attribute) => attribute.name === name);
  const nested = blocks.find((block) => block.name === name);
  return nested !== undefined && has(nested.block, rest);
}
