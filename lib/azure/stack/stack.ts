import type { ApplicationInsights } from '@cdktn/provider-azurerm/lib/application-insights';
import type { AzurermProvider } from '@cdktn/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktn/provider-azurerm/lib/resource-group';
import { Construct, type IConstruct } from 'constructs';
import { explain } from '../../app-model/model';
import { refuse, ValidationError } from '../../errors';
import { physicalName } from '../../terraform/physical-name';
import { TradewindStack } from '../../terraform/stack';
import { createInsights } from './insights';
import { createProvider } from './provider';

/** Props of a stack: the place of its resources. */
export interface AzureStackProps {
  /** Id of the subscription. */
  readonly subscriptionId: string;
  /** Region of all its resources, such as `northeurope`. */
  readonly location: string;
  /**
   * Tags of all resources that accept tags.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A stack on Azure: a resource group for its resources, and another for the logs and traces of its functions.
 *
 * @example
 * const app = new App();
 * const stack = new AzureStack(app, 'Shop', { subscriptionId: '00000000-0000-0000-0000-000000000000', location: 'northeurope' });
 * new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', auth: 'none' });
 * app.synth();
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs
 */
export class AzureStack extends TradewindStack {
  /** Id of the subscription. */
  readonly subscriptionId: string;
  /** Region of all its resources. */
  readonly location: string;
  /** Tags of all resources that accept tags. */
  readonly tags?: Record<string, string>;
  /** Provider of all its resources. */
  readonly provider: AzurermProvider;
  /** Contains all resources of the stack except its logs. */
  readonly resourceGroup: ResourceGroup;
  /** Scope of the resources that the constructs of the stack share, so that their ids cannot clash with a user's. @internal */
  readonly shared: Construct;
  private insights?: ApplicationInsights;

  constructor(scope: Construct, id: string, props: AzureStackProps) {
    super(scope, id);
    this.subscriptionId = props.subscriptionId;
    this.location = props.location;
    this.tags = props.tags && { ...props.tags };
    this.shared = new Construct(this, 'Tradewind');
    this.provider = createProvider(this.shared, props.subscriptionId);
    this.resourceGroup = new ResourceGroup(this.shared, 'Group', {
      name: physicalName(this.node.id, { most: 60, hashed: this.node.path }),
      location: this.location,
      tags: this.tags,
    });
    const purpose = 'Contains all resources of the stack except its logs.';
    explain(this.resourceGroup, { type: 'azurerm_resource_group', purpose });
  }

  /** The stack of a construct. @throws ValidationError when it is not in an `AzureStack` */
  static override of(construct: IConstruct): AzureStack {
    const stack = construct.node.scopes.find((scope) => scope instanceof AzureStack);
    if (stack !== undefined) return stack as AzureStack;
    const rule = 'is not in a stack of Azure';
    const fix = 'create it below an AzureStack';
    refuse(new ValidationError(construct.node.path, [{ code: 'STACK', prop: 'scope', rule, fix }]));
  }

  /** Props of every resource. */
  get place() {
    return { resourceGroupName: this.resourceGroup.name, location: this.resourceGroup.location, tags: this.tags };
  }

  /** Log and traces of the functions. */
  get applicationInsights(): ApplicationInsights {
    this.insights ??= createInsights(this);
    return this.insights;
  }
}
