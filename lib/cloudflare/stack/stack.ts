import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Construct, type IConstruct } from 'constructs';
import { Problems, refuse, ValidationError } from '../../errors';
import { isKnownAtDeployment } from '../../terraform/known-at-deployment';
import { TradewindStack } from '../../terraform/stack';

/** Props of a stack: the place of its resources. */
export interface CloudflareStackProps {
  /**
   * Id of the account, 32 hexadecimal digits.
   * @see https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/
   */
  readonly accountId: string;
}

/**
 * Versions of the Terraform provider that an app can use. The bindings name 5.14.0, which replaces every
 * `cloudflare_queue_consumer` at each apply; 5.19.0 is the first release that does not.
 * @see https://github.com/cloudflare/terraform-provider-cloudflare/pull/6998
 */
const PROVIDER_VERSIONS = '>= 5.19.0, < 6.0.0';

/**
 * A stack on Cloudflare. Terraform finds the token for it in the environment variable `CLOUDFLARE_API_TOKEN`.
 *
 * @example
 * const app = new App();
 * const stack = new CloudflareStack(app, 'Shop', { accountId: '0123456789abcdef0123456789abcdef' });
 * new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', auth: 'none' });
 * app.synth();
 * @see https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs
 */
export class CloudflareStack extends TradewindStack {
  /** Id of the account. */
  readonly accountId: string;
  /** Provider of all its resources. */
  readonly provider: CloudflareProvider;

  /** @throws ValidationError when `accountId` is not the id of an account */
  constructor(scope: Construct, id: string, props: CloudflareStackProps) {
    super(scope, id);
    checkAccount(this, props.accountId);
    this.accountId = props.accountId;
    // In its own scope, so that its id cannot clash with a user's.
    this.provider = new CloudflareProvider(new Construct(this, 'Tradewind'), 'cloudflare');
    this.addOverride('terraform.required_providers.cloudflare.version', PROVIDER_VERSIONS);
  }

  /** The stack of a construct. @throws ValidationError when it is not in a `CloudflareStack` */
  static override of(construct: IConstruct): CloudflareStack {
    const stack = construct.node.scopes.find((scope) => scope instanceof CloudflareStack);
    if (stack !== undefined) return stack as CloudflareStack;
    const rule = 'is not in a stack of Cloudflare';
    const fix = 'create it below a CloudflareStack';
    refuse(new ValidationError(construct.node.path, [{ code: 'STACK', prop: 'scope', rule, fix }]));
  }
}

function checkAccount(scope: Construct, accountId: unknown): void {
  const problems = new Problems(scope.node.path);
  const known = typeof accountId === 'string' && /^[0-9a-f]{32}$/i.test(accountId);
  problems.require(known || isKnownAtDeployment(accountId), {
    code: 'STACK_ACCOUNT',
    prop: 'accountId',
    value: accountId,
    rule: 'is not the id of an account: 32 hexadecimal digits',
    fix: 'copy it from the overview page of the account in the dashboard, or from npx wrangler whoami',
  });
  problems.throwIfAny();
}
