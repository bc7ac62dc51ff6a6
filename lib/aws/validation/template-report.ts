import type { IPolicyValidationContext, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';

/** A template that the CDK wrote. */
export type WrittenTemplate = IPolicyValidationContext['stackTemplates'][number];

/** Findings in one template. They contain no paths, so that they apply wherever the template is written. */
export interface TemplateReport {
  /** Version of the engine. */
  readonly version: string | undefined;
  readonly violations: readonly Finding[];
}

interface Finding extends Omit<PolicyViolation, 'violatingResources'> {
  readonly resources: ReadonlyArray<{ readonly logicalId?: string; readonly locations: readonly string[] }>;
}

/** The parts of a report that concern each of the templates. */
export function parts(
  { violations }: PolicyValidationPluginReport,
  templates: readonly WrittenTemplate[],
  version: string | undefined,
): Map<WrittenTemplate, TemplateReport> {
  const partOf = ({ templatePath }: WrittenTemplate): TemplateReport => ({
    version,
    violations: violations.flatMap(({ violatingResources, ...finding }) => {
      const own = violatingResources.filter((resource) => resource.templatePath === templatePath);
      const resources = own.map(({ resourceLogicalId, locations }) => ({ logicalId: resourceLogicalId, locations }));
      return resources.length > 0 ? [{ ...finding, resources }] : [];
    }),
  });
  return new Map(templates.map((template) => [template, partOf(template)]));
}

/** Combines the reports of all templates. Equal findings of several templates are listed once, as the CDK does. */
export function combine(
  templates: readonly WrittenTemplate[],
  reports: ReadonlyMap<WrittenTemplate, TemplateReport>,
): PolicyValidationPluginReport {
  const violations = new Map<string, PolicyViolation>();
  for (const template of templates) {
    for (const { resources, ...finding } of reports.get(template)?.violations ?? []) {
      const key = JSON.stringify([finding.ruleName, finding.severity, finding.description]);
      const known = violations.get(key) ?? { ...finding, violatingResources: [] };
      known.violatingResources.push(...resources.map((resource) => located(resource, template)));
      violations.set(key, known);
    }
  }
  const found = [...violations.values()];
  return { success: found.every(({ severity }) => severity !== 'error' && severity !== 'fatal'), violations: found };
}

function located(
  { logicalId, locations }: Finding['resources'][number],
  { templatePath, stackConstructPath }: WrittenTemplate,
): PolicyViolation['violatingResources'][number] {
  const constructPath = logicalId === undefined ? stackConstructPath : undefined;
  return { resourceLogicalId: logicalId, constructPath, templatePath, locations: [...locations] };
}
