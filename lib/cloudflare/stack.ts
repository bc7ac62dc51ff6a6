import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Construct, type IConstruct } from 'constructs';
import { refuse, ValidationError } from '../errors';
import { TradewindStack } from '../terraform/stack';

/** Where a stack is deployed to. */
export interface CloudflareStackProps {
  /** Id of the account, as the dashboard shows it. */
  readonly accountId: string;
}

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
  /** The provider that all of its resources use. */
  readonly provider: CloudflareProvider;

  constructor(scope: Construct, id: string, props: CloudflareStackProps) {
    super(scope, id);
    this.accountId = props.accountId;
    // In a scope of its own: a user's ids cannot clash with it.
    this.provider = new CloudflareProvider(new Construct(this, 'Tradewind'), 'cloudflare');
  }

  /** The stack of a construct. @throws ValidationError when it is in no `CloudflareStack` */
  static override of(construct: IConstruct): CloudflareStack {
    const stack = construct.node.scopes.find((scope) => scope instanceof CloudflareStack);
    if (stack !== undefined) return stack as CloudflareStack;
    const rule = 'is in no stack of Cloudflare';
    const fix = 'make it below a CloudflareStack';
    refuse(new ValidationError(construct.node.path, [{ code: 'STACK', prop: 'scope', rule, fix }]));
  }
}
