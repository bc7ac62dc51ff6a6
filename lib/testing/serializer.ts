// biome-ignore lint/suspicious/noExplicitAny: Jest and Vitest each have a narrower type of their own here
type Own = any;
type Print = (value: unknown, config: Own, indentation: string, depth: number, refs: Own) => string;

/** Part of Jest's and Vitest's serializer interface that is needed here. */
export interface SnapshotSerializer {
  /** Reports if a value is a template that has not been masked yet. */
  test(value: unknown): boolean;
  /** Prints a template for a snapshot. */
  serialize(value: unknown, config: Own, indentation: string, depth: number, refs: Own, printer: Print): string;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Marks a template that has been masked, so that the serializer does not process it again. */
const masked = new WeakSet<object>();

/**
 * Writes CloudFormation templates into snapshots without the parts that change while the infrastructure does not:
 * hashes of code, ids of Lambda versions, and the parts that the CDK adds to every template. A snapshot then changes
 * only when the infrastructure changes.
 *
 * @example
 * expect.addSnapshotSerializer(templateSerializer);
 * expect(Template.fromStack(stack)).toMatchSnapshot();
 */
export const templateSerializer: SnapshotSerializer = {
  test: (value) => isTemplate(value) && !masked.has(value as object),
  serialize(value, config, indentation, depth, refs, printer) {
    const template = maskTemplate(value as object);
    masked.add(template);
    return printer(template, config, indentation, depth, refs);
  },
};

/**
 * Removes the parts of a template that change while the infrastructure does not. Takes a template or a `Template` of
 * assertions.
 */
export function maskTemplate(template: object): Record<string, unknown> {
  const json = toJson(template) as { [section: string]: { [id: string]: Json } };
  const { Resources = {}, Parameters = {}, Rules = {}, Conditions = {}, ...rest } = json;
  const sections = {
    Parameters: without(Parameters, (id) => id === 'BootstrapVersion'),
    Rules: without(Rules, (id) => id === 'CheckBootstrapVersion'),
    Conditions: without(Conditions, (id) => id === 'CDKMetadataAvailable'),
    Resources: without(Resources, (id) => id === 'CDKMetadata'),
  };
  const filled = Object.entries(sections).filter(([, section]) => Object.keys(section).length > 0);
  return mask({ ...rest, ...Object.fromEntries(filled) }) as Record<string, unknown>;
}

function isTemplate(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const resources = (toJson(value) as { Resources?: Record<string, { Type?: unknown }> } | undefined)?.Resources;
  if (typeof resources !== 'object' || resources === null) return false;
  return Object.values(resources).every((resource) => typeof resource?.Type === 'string');
}

function toJson(value: object): unknown {
  const { toJSON } = value as { toJSON?: () => unknown };
  return typeof toJSON === 'function' ? toJSON.call(value) : value;
}

function without(section: { [id: string]: Json }, drop: (id: string) => boolean): { [id: string]: Json } {
  return Object.fromEntries(Object.entries(section).filter(([id]) => !drop(id)));
}

function mask(value: Json): Json {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [maskText(key), mask(member)]));
}

const ASSET_HASH = /[0-9a-f]{64}/g;
/** The CDK puts a hash of code and settings behind the id of a version. */
const VERSION_ID = /(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g;

function maskText(text: string): string {
  return text.replace(ASSET_HASH, '<asset-hash>').replace(VERSION_ID, '$1<version-hash>');
}
