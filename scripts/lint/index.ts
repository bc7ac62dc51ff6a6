import { ROOT } from '../program';
import { gitProject } from './project';
import { found, isUnder, reportLines } from './report';
import { HOUSE_RULES, PROSE_RULES } from './rules';

const isProse = process.argv.includes('--prose');
const paths = process.argv.slice(2).filter((argument) => argument !== '--prose');
const findings = found(gitProject(ROOT), isProse ? PROSE_RULES : [...HOUSE_RULES, ...PROSE_RULES]).filter(({ file }) =>
  isUnder(file, paths),
);

for (const line of reportLines(findings)) console.log(line);
process.exitCode = findings.length > 0 ? 1 : 0;
