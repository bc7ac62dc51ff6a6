import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type App, CfnResource, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Resource in a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Template as written, with the acknowledgements of its constructs. */
export interface WrittenTemplate {
  readonly file: string;
  readonly stack: string;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Paths of the constructs, by logical id. */
  readonly paths: ReadonlyMap<string, string>;
  /** Reasons for acknowledged rules, by logical id of the resource and id of the rule. */
  readonly acknowledged: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Synthesizes the app and reads all its templates back, those of nested stacks and stages included. */
export function writtenTemplates(app: App): WrittenTemplate[] {
  app.synth();
  return app.node.findAll().filter(Stack.isStack).map(readTemplate);
}

function readTemplate(stack: Stack): WrittenTemplate {
  const file = path.join(Stage.of(stack)!.outdir, stack.templateFile);
  const made = stack.node.findAll().filter((node): node is CfnResource => {
    return CfnResource.isCfnResource(node) && Stack.of(node) === stack;
  });
  const byId = made.map((resource) => [stack.resolve(resource.logicalId) as string, resource] as const);
  return {
    file,
    stack: stack.node.path,
    resources: JSON.parse(readFileSync(file, 'utf8')).Resources,
    paths: new Map(byId.map(([id, resource]) => [id, resource.node.path])),
    acknowledged: new Map(byId.map(([id, resource]) => [id, acknowledgedFor(resource)])),
  };
}

/** Applies an acknowledgement to its construct and all constructs below it. */
function acknowledgedFor(resource: IConstruct): ReadonlyMap<string, string> {
  const records = resource.node.scopes.flatMap((scope) => {
    return scope.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  });
  const reasons = records.flatMap(({ data }) => Object.entries<string>(data));
  return new Map(reasons.map(([id, reason]) => [id.replace(/^annotation::/i, ''), reason]));
}
