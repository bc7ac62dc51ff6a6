import type { WrittenTemplate } from './assembly';
import type { Finding } from './findings';
import { runPythonTool } from './python';

/** Returns the findings of cfn-lint: errors and warnings. */
export async function cfnLintFindings(templates: readonly WrittenTemplate[]): Promise<Finding[]> {
  const output = await runPythonTool('cfn-lint', ['--format', 'json', ...templates.map(({ file }) => file)]);
  const matches: CfnLintMatch[] = JSON.parse(output);
  return matches.map(({ Rule, Message, Filename, Location }) => {
    const [section, logicalId] = Location.Path ?? [];
    return {
      tool: 'cfn-lint',
      rule: Rule.Id,
      message: Message,
      template: templateOf(templates, Filename),
      logicalId: section === 'Resources' ? `${logicalId}` : '',
    };
  });
}

/** Returns the findings of checkov. */
export async function checkovFindings(templates: readonly WrittenTemplate[]): Promise<Finding[]> {
  const how = ['--framework', 'cloudformation', '--output', 'json', '--compact', '--quiet', '--skip-download'];
  const output = await runPythonTool('checkov', [...how, ...templates.flatMap(({ file }) => ['--file', file])]);
  const { results, summary }: CheckovReport = JSON.parse(output);
  if (results === undefined || summary.parsing_errors > 0)
    throw new Error(`checkov did not read every template: ${output}`);
  return results.failed_checks.map(({ check_id, check_name, file_abs_path, resource }) => ({
    tool: 'checkov',
    rule: check_id,
    message: check_name,
    template: templateOf(templates, file_abs_path),
    logicalId: resource.split('.').at(-1) ?? '',
  }));
}

interface CfnLintMatch {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

interface CheckovReport {
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_abs_path: string;
      readonly resource: string;
    }[];
  };
  readonly summary: { readonly parsing_errors: number };
}

function templateOf(templates: readonly WrittenTemplate[], name: string): WrittenTemplate {
  const found = templates.find(({ file }) => file === name);
  if (found === undefined) throw new Error(`a linter read ${name}, which is none of the templates`);
  return found;
}
