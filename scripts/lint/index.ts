import { ROOT } from '../program';
import { gitProject } from './project';
import { countsByFolder, found, isUnder } from './report';
import { PROSE_RULES } from './rules';

const paths = process.argv.slice(2).filter((argument) => argument !== '--prose');
const problems = found(gitProject(ROOT), PROSE_RULES).filter(({ file }) => isUnder(file, paths));

for (const { file, line, rule, fault, remedy } of problems) {
  console.log(`${file}:${line}: ${rule}: ${fault}: ${remedy}`);
}
for (const [folder, count] of countsByFolder(problems)) console.log(`${String(count).padStart(6)}  ${folder}`);
console.log(`${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
