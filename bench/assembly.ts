import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

interface Template {
  readonly Resources: Record<
    string,
    { Type: string; Properties?: { Code?: { S3Key?: string }; Description?: string } }
  >;
}

function readTemplates(outdir: string): Template[] {
  return readdirSync(outdir)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => JSON.parse(readFileSync(path.join(outdir, name), 'utf8')) as Template);
}

/** Counts the resources of each type in the templates. CDKMetadata, which the CDK adds to every stack, is left out. */
export function countResources(outdir: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { Resources } of readTemplates(outdir)) {
    for (const { Type } of Object.values(Resources)) {
      if (Type !== 'AWS::CDK::Metadata') counts.set(Type, (counts.get(Type) ?? 0) + 1);
    }
  }
  return counts;
}

/** Returns the folder that is deployed for the function whose logical id starts with `id`. */
export function assetFolder(outdir: string, id: string): string {
  for (const { Resources } of readTemplates(outdir)) {
    for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
      const key = Properties?.Code?.S3Key;
      if (Type !== 'AWS::Lambda::Function' || !logicalId.startsWith(id) || key === undefined) continue;
      return path.join(outdir, `asset.${path.basename(key, '.zip')}`);
    }
  }
  throw new Error(`${outdir} has no function ${id} with code of its own`);
}
