import * as path from 'node:path';

/**
 * Returns the path of the state file of a stack without a backend: `terraform.<stack>.tfstate` in the directory of the
 * project, or in that of the output if the output is outside of it. An output in a folder below `cdktf.out` adds the
 * name of that folder, so that stacks of one name do not share a state. The path is relative to the directory in which
 * Terraform runs, so that the output is the same on every machine.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/local
 */
export function localStatePath(stackId: string, output: string, stackFolder: string): string {
  const project = process.cwd();
  const [top = '', ...below] = path.relative(project, path.resolve(output)).split(path.sep);
  const inside = top !== '..' && !path.isAbsolute(top);
  const name = ['terraform', ...(inside ? below : []), stackId, 'tfstate'].join('.');
  const file = path.resolve(inside ? project : output, name);
  return path.relative(path.resolve(stackFolder), file).split(path.sep).join('/');
}
