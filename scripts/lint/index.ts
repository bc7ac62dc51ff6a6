import { ROOT } from '../program';
import { gitProject } from './project';
import { countsByFolder, found, isUnder } from './report';
import { HOUSE_RULES, PROSE_RULES } from './rules';

const isProse = process.argv.includes('--prose');
const paths = process.argv.slice(2).filter((argument) => argument !== '--prose');
const findings = found(gitProject(ROOT), isProse ? PROSE_RULES : HOUSE_RULES).filter(({ file }) =>
  isUnder(file, paths),
);

for (const { file, line, rule, fault, remedy } of findings) {
  console.log(`${file}:${line}: ${rule}: ${fault}: ${remedy}`);
}
for (const [folder, count] of countsByFolder(findings)) console.log(`${String(count).padStart(6)}  ${folder}`);
console.log(findings.length === 0 ? 'lint: ok' : `lint: ${findings.length} problems`);
process.exitCode = findings.length > 0 ? 1 : 0;
