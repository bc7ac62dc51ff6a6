import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { CloudFormationValidatePluginProps } from 'aws-cdk-lib';

/** Rules of an app, in addition to those of the CDK or instead of them. */
export type CustomRules = Pick<CloudFormationValidatePluginProps, 'regoRules' | 'guardRules' | 'includeDefaultRules'>;

/** Hash of everything that affects findings: the installed engine, rules and plugin, and the rules of the app. */
export function ruleSetHash(rules: CustomRules): string {
  const library = require.resolve('aws-cdk-lib');
  const engine = path.dirname(createRequire(library).resolve('@aws/cloudformation-validate'));
  const hash = createHash('sha256').update(JSON.stringify(rules));
  for (const folder of [engine, path.join(path.dirname(library), 'core/lib/validation')]) {
    for (const name of filesBelow(folder)) hash.update(`${name}\0`).update(readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(js|json|wasm|rego)$/.test(name)).sort();
}
