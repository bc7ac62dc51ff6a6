import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { IConstruct } from 'constructs';
import { type Engine, PROVIDERS } from '../catalogue';
import { itemAt } from '../lookup';
import { type AppModel, type ConstructModel, describeApp } from './model';
import { MODEL_FILE } from './model-file';

/** Resources with data that cannot be recreated: objects, items, messages, secrets. */
const STATE = new Set([
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
  'azurerm_cosmosdb_sql_container',
  'azurerm_key_vault',
  'azurerm_storage_account',
  'cloudflare_d1_database',
  'cloudflare_queue',
  'cloudflare_r2_bucket',
  'google_firestore_database',
  'google_pubsub_subscription',
  'google_secret_manager_secret',
  'google_storage_bucket',
]);

/** Constructs that hold state themselves where a provider has no resource for it. */
const STATEFUL = new Set(['Bucket', 'Queue', 'QueueWorker', 'Secret', 'Table']);

const TERRAFORM =
  'terraform apply destroys it. To keep it, run "terraform state mv" with its old and its new address if it was renamed, else "terraform state rm"';
const BY_HAND = 'its data stays where it is, and no function uses it. Move it, or delete it by hand';

/** Effect of a deployment on state that is no longer declared. */
const FATES: Readonly<Record<Engine, string>> = {
  cdk: 'CloudFormation keeps it, unless its removal policy is to destroy it. If the construct was renamed, move its content, or go back to the old id; else empty and delete it by hand',
  terraform: TERRAFORM,
  files: BY_HAND,
};

/** Construct whose state the app no longer declares, in words. */
export interface RemovedState {
  /** Former path of the construct. */
  readonly path: string;
  readonly warning: string;
}

/**
 * Finds state that the app declared at the last synthesis and no longer declares: its construct was removed, or renamed
 * by accident. Finds none without an earlier output, as in most builds of a pipeline.
 */
export function removedState(root: IConstruct, folder: string): RemovedState[] {
  const current = describeApp(root);
  const stacks = new Set(current.constructs.map(stackOf));
  const paths = new Set(current.constructs.flatMap((construct) => [construct.path, ...stateOf(construct)]));
  return previousConstructs(folder).flatMap((construct) => {
    // A stack that is not declared is not deployed: its resources stay as they are.
    if (!isFiles(construct) && !stacks.has(stackOf(construct))) return [];
    const gone = stateOf(construct).filter((path) => !paths.has(path));
    if (gone.length === 0) return [];
    const { path, kind, provider } = construct;
    const warning = `[tradewind:STATE_REMOVED] ${path}: this ${kind} was declared at the last synthesis, with ${gone.join(', ')}, and is no longer: ${FATES[PROVIDERS[provider].engine]}.`;
    return [{ path, warning }];
  });
}

/** Returns the paths of a construct's stateful resources. */
function stateOf(construct: ConstructModel): string[] {
  const { path, kind, resources } = construct;
  if (isFiles(construct)) return STATEFUL.has(kind) ? [path] : [];
  return resources.filter(({ type }) => STATE.has(type)).map((resource) => resource.path);
}

function stackOf({ path }: ConstructModel): string {
  return itemAt(path.split('/'), 0);
}

/** Reports if the app is a folder of files, without stacks and resources. */
function isFiles({ provider }: ConstructModel): boolean {
  return PROVIDERS[provider].engine === 'files';
}

/** Ignores an output that is missing, or that another version wrote. */
function previousConstructs(folder: string): readonly ConstructModel[] {
  try {
    const model = JSON.parse(readFileSync(path.join(folder, MODEL_FILE), 'utf8')) as Partial<AppModel>;
    return model.version === 1 && Array.isArray(model.constructs) ? model.constructs : [];
  } catch {
    return [];
  }
}
