import pc from 'picocolors';
import type { AppModel, ConstructModel, ResourceModel } from '../app-model/model';
import { defaultOf } from './chosen-props';
import { CliError } from './model-file';
import { textTable } from './text-table';

/** Explanation of a path, as data and as text. */
export interface Explanation {
  readonly data: { readonly resources: readonly ResourceModel[]; readonly constructs: readonly ConstructModel[] };
  readonly text: string;
}

/**
 * Explains the resources at and below a path; those of the whole app if there is no path. A path within a resource,
 * such as that of a policy of a queue, is explained by the resource.
 * @throws CliError when the path is unknown
 */
export function explainPath(model: AppModel, path?: string): Explanation {
  const constructs = model.constructs.filter((construct) => path === undefined || isWithin(construct.path, path));
  const all = [...model.constructs.flatMap(({ resources }) => resources), ...model.shared];
  const below = all.filter((resource) => path === undefined || isWithin(resource.path, path));
  const resources = below.length > 0 || path === undefined ? below : nearestAbove(all, path);
  if (resources.length === 0 && constructs.length === 0) throw new CliError(unknown(model, all, path ?? ''));
  return { data: { resources, constructs }, text: render(model, constructs, resources) };
}

function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}

function nearestAbove(all: readonly ResourceModel[], path: string): ResourceModel[] {
  return all
    .filter((resource) => isWithin(path, resource.path))
    .sort((a, b) => b.path.length - a.path.length)
    .slice(0, 1);
}

function unknown({ constructs }: AppModel, all: readonly ResourceModel[], path: string): string {
  const paths = [...constructs, ...all].map((known) => known.path);
  const alike = paths.filter((known) => known.toLowerCase().includes(path.toLowerCase())).slice(0, 5);
  return `No construct or resource has the path ${path}. ${alike.length > 0 ? `Did you mean ${alike.join(', ')}?` : 'tradewind ls lists the constructs.'}`;
}

function render(model: AppModel, constructs: readonly ConstructModel[], resources: readonly ResourceModel[]): string {
  const parts = constructs.map((construct) => `${headOf(construct)}\n${propsOf(construct)}`);
  const rows = resources.map((resource) => [
    pc.cyan(resource.path),
    resource.type,
    resource.purpose,
    causeOf(model, resource),
  ]);
  const head = ['resource', 'type', 'why it is there', 'because of'].map(pc.bold);
  return `${[...parts, ...(rows.length > 0 ? [textTable([head, ...rows])] : [])].join('\n\n')}\n`;
}

function headOf({ path, kind, provider }: ConstructModel): string {
  return `${pc.bold(pc.cyan(path))}  ${kind} on ${provider}`;
}

function propsOf(construct: ConstructModel): string {
  const rows = Object.entries(construct.props).map(([prop, value]) => {
    const row = defaultOf(construct.kind, prop, value);
    return ['', prop, JSON.stringify(value), row === undefined ? '' : pc.dim(`default: ${row.why}`)];
  });
  return textTable(rows);
}

function causeOf({ constructs }: AppModel, { path, prop = '' }: ResourceModel): string {
  const owner = constructs.find((construct) => isWithin(path, construct.path));
  const value = owner?.props[prop];
  return value === undefined ? prop : `${prop}: ${JSON.stringify(value)}`;
}
