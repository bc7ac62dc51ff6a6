import * as path from 'node:path';

/**
 * Path of the state file of a stack that has no backend: `terraform.<stack>.tfstate` in the directory of the project, or in
 * that of the output when the output is outside of it. It is relative to the directory in which Terraform runs, so that the
 * output is the same on every machine.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/local
 */
export function localStatePath(stackId: string, output: string, stackFolder: string): string {
  const project = process.cwd();
  const inside = !path.relative(project, path.resolve(output)).startsWith('..');
  const file = path.resolve(inside ? project : output, `terraform.${stackId}.tfstate`);
  return path.relative(path.resolve(stackFolder), file).split(path.sep).join('/');
}
