import { type App, CloudFormationValidatePlugin, type IPolicyValidationContext, Validations } from 'aws-cdk-lib';
import { refuse, TradewindError } from '../../errors';
import { nestedTemplates } from './nested-templates';
import { ReportCache } from './report-cache';
import { type CustomRules, ruleSetHash } from './rule-set';
import { combine, parts, type WrittenTemplate } from './template-report';

/** Rules for `cacheValidation`, as the plugin of the CDK accepts them. */
export interface CacheValidationProps extends CustomRules {}

/**
 * Validates the templates of an app with the engine that the CDK runs at each synthesis, and caches the report of each
 * template. A template that was validated before, with the same rules and for the same account and region, is not
 * validated again. Findings, acknowledgements and the report file stay the same. It also validates the templates of
 * nested stacks, which the CDK skips.
 *
 * Reports are in `node_modules/.cache/tradewind`. `cdk synth --no-validation` and `CDK_VALIDATION=false` disable it.
 *
 * @throws TradewindError VALIDATION_ENGINE when aws-cdk-lib has no such engine
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 *
 * @example
 * const app = new App();
 * cacheValidation(app);
 */
export function cacheValidation(app: App, rules: CacheValidationProps = {}): void {
  if (CloudFormationValidatePlugin === undefined) refuse(withoutEngine(app.node.path));
  if (process.env.CDK_VALIDATION === 'false') return;
  Validations.of(app).addPlugins(cachingPlugin(rules));
}

function withoutEngine(path: string): TradewindError {
  return new TradewindError(
    'VALIDATION_ENGINE',
    path,
    '[tradewind:VALIDATION_ENGINE] cacheValidation: this release of aws-cdk-lib does not validate templates. Fix: install a newer aws-cdk-lib, or remove the call.',
  );
}

/** The class is created on demand, because older releases of aws-cdk-lib lack its base. */
function cachingPlugin(rules: CustomRules): CloudFormationValidatePlugin {
  return new (class extends CloudFormationValidatePlugin {
    // On demand: the hash of the rules reads the whole engine.
    private cache: ReportCache | undefined;
    private cachedVersion: string | undefined;

    // Reading the version would load the engine, of 10 MB.
    override get version(): string | undefined {
      return this.cachedVersion ?? super.version;
    }

    override validate(context: IPolicyValidationContext) {
      this.cache ??= new ReportCache(ruleSetHash(rules));
      const templates = [...context.stackTemplates, ...nestedTemplates(context)];
      const reports = this.cache.getAll(templates);
      const unknown = templates.filter((template) => !reports.has(template));
      if (unknown.length > 0) {
        const fresh = this.run(context, unknown);
        this.cache.putAll(fresh);
        for (const [template, report] of fresh) reports.set(template, report);
      }
      this.cachedVersion = [...reports.values()][0]?.version;
      return combine(templates, reports);
    }

    private run(context: IPolicyValidationContext, templates: readonly WrittenTemplate[]) {
      const templatePaths = templates.map(({ templatePath }) => templatePath);
      const report = super.validate({ ...context, templatePaths, stackTemplates: [...templates] });
      return parts(report, templates, super.version);
    }
  })(rules);
}
