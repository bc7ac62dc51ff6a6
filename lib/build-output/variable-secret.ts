import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { type PropRules, readProps } from '../constructs/read-props';
import type { SecretProps } from '../constructs/state';
import { Problems } from '../errors';
import type { SecretClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { variableSecret } from '../shipped';
import { checkSupport } from '../support/check';
import { variableName } from '../variable-name';
import type { FilesApp } from './app';
import { recordConstruct } from './app-model';
import { type BoundConstruct, type BoundResource, bound } from './bound';

/** Settings of a secret that are applied last. */
export interface SecretOverrides {
  /**
   * Name of the variable that holds the value.
   * @default - derived from the construct path: `SHOP_API_KEY` for `Shop/ApiKey`
   */
  readonly variable?: string;
}

/** Properties of a provider's secrets. */
export interface SecretHost {
  readonly rules: PropRules;
  readonly app: FilesApp;
  /** Owner of the variable, such as `project`. */
  readonly owner: string;
  /** Names that users cannot give. */
  readonly kept: RegExp;
}

type Props = Omit<SecretProps, 'overrides'> & { readonly overrides?: SecretOverrides };

/** A secret that is an environment variable, set by hand. Only its name is written. */
export abstract class VariableSecret extends Construct implements Bindable<SecretClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  /** Name of the variable that holds the value. */
  readonly variable: string;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError when the name of the variable is invalid, or in use */
  constructor(scope: Construct, id: string, props: Props, hostOf: (secret: Construct) => SecretHost) {
    super(scope, id);
    const { rules, app, owner, kept } = hostOf(this);
    const { provider } = rules;
    const settings = readProps(this, 'Secret', props, rules);
    this.variable = settings.overrides.variable ?? variableName(this.node.path);
    const problems = new Problems(this.node.path);
    checkSupport(problems, provider, 'Secret', props);
    this.checkName(problems, app, kept);
    problems.throwIfAny();
    app.claimVariable(this.variable, this.node.path);
    this[bound] = {
      provider,
      kind: 'secret',
      allowed: ['read', 'readwrite'],
      path: this.node.path,
      client: variableSecret({ variable: this.variable }),
    };
    explain(this, {
      type: `${provider} environment variable`,
      purpose: `${settings.description ?? this.node.path}: the variable ${this.variable} of the ${owner}, set by hand.`,
    });
    recordConstruct(this, { kind: 'Secret', provider }, settings);
  }

  private checkName(problems: Problems, app: FilesApp, kept: RegExp): void {
    const { variable } = this;
    problems.require(/^[A-Za-z]\w*$/.test(variable) && !kept.test(variable), {
      code: 'ENV_KEY',
      prop: 'overrides.variable',
      value: variable,
      rule: 'is not allowed as the name of a variable: a letter, then letters, digits and underscores, and not a name that the provider reserves',
      fix: 'give overrides: { variable }',
    });
    const owner = app.ownerOfVariable(variable);
    problems.require(owner === undefined, {
      code: 'SECRET_NAME',
      prop: 'overrides.variable',
      value: variable,
      rule: `is also the variable of ${owner}`,
      fix: 'give one of them another name: overrides: { variable }',
    });
  }
}
