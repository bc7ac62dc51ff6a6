import { ApplicationInsights } from '@cdktn/provider-azurerm/lib/application-insights';
import { LogAnalyticsWorkspace } from '@cdktn/provider-azurerm/lib/log-analytics-workspace';
import { AzurermProvider } from '@cdktn/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktn/provider-azurerm/lib/resource-group';
import { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
import { Construct, type IConstruct } from 'constructs';
import { refuse, ValidationError } from '../errors';
import { explain } from '../model';
import { physicalName } from '../terraform/physical-name';
import { TradewindStack } from '../terraform/stack';
import { azureDefaults } from './defaults';
import { accountName } from './names';

/** Where a stack is deployed to. */
export interface AzureStackProps {
  /** Id of the subscription. */
  readonly subscriptionId: string;
  /** Region of everything in it, such as `northeurope`. */
  readonly location: string;
  /**
   * Tags of everything that takes them.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A stack on Azure: a resource group of its own, a storage account for the code and the locks of its functions, and one
 * place for their logs and traces.
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
  /** Region of everything in it. */
  readonly location: string;
  /** Tags of everything that takes them. */
  readonly tags?: Record<string, string>;
  /** The provider that all of its resources use. */
  readonly provider: AzurermProvider;
  /** Holds everything of the stack. */
  readonly resourceGroup: ResourceGroup;
  /** The scope of what the constructs of the stack share: a user's ids cannot clash with theirs. @internal */
  readonly shared: Construct;
  private storage?: StorageAccount;
  private insights?: ApplicationInsights;

  constructor(scope: Construct, id: string, props: AzureStackProps) {
    super(scope, id);
    this.subscriptionId = props.subscriptionId;
    this.location = props.location;
    this.tags = props.tags && { ...props.tags };
    this.shared = new Construct(this, 'Tradewind');
    this.provider = new AzurermProvider(this.shared, 'azurerm', {
      subscriptionId: props.subscriptionId,
      features: [{}],
    });
    this.resourceGroup = new ResourceGroup(this.shared, 'Group', {
      name: physicalName(this.node.id, { most: 60, hashed: this.node.path }),
      location: this.location,
      tags: this.tags,
    });
    explain(this.resourceGroup, { type: 'azurerm_resource_group', purpose: 'Holds everything of the stack.' });
  }

  /** The stack of a construct. @throws ValidationError when it is in no `AzureStack` */
  static override of(construct: IConstruct): AzureStack {
    const stack = construct.node.scopes.find((scope) => scope instanceof AzureStack);
    if (stack !== undefined) return stack as AzureStack;
    const rule = 'is in no stack of Azure';
    const fix = 'make it below an AzureStack';
    refuse(new ValidationError(construct.node.path, [{ code: 'STACK', prop: 'scope', rule, fix }]));
  }

  /** What every resource is given. */
  get place() {
    return { resourceGroupName: this.resourceGroup.name, location: this.resourceGroup.location, tags: this.tags };
  }

  /** The private storage account that holds the code and the locks of the stack's functions. */
  get codeAccount(): StorageAccount {
    this.storage ??= this.createCodeAccount();
    return this.storage;
  }

  /** Where functions log, and leave traces. */
  get applicationInsights(): ApplicationInsights {
    this.insights ??= this.createInsights();
    return this.insights;
  }

  private createCodeAccount(): StorageAccount {
    const account = new StorageAccount(this.shared, 'Code', {
      ...this.place,
      name: accountName(this.node.path, 'Code', this.subscriptionId),
      accountTier: 'Standard',
      accountReplicationType: azureDefaults.replication.value,
      minTlsVersion: 'TLS1_2',
      allowNestedItemsToBePublic: false,
    });
    const purpose = 'Holds the code of the functions, and the locks of their timers. It can be made again.';
    explain(account, { type: 'azurerm_storage_account', purpose });
    return account;
  }

  private createInsights(): ApplicationInsights {
    const workspace = new LogAnalyticsWorkspace(this.shared, 'Logs', {
      ...this.place,
      name: physicalName(`${this.node.id}-logs`, { most: 63, hashed: this.node.path }),
      sku: 'PerGB2018',
      retentionInDays: azureDefaults.logDays.value,
    });
    explain(workspace, { type: 'azurerm_log_analytics_workspace', purpose: 'Keeps logs and traces of the functions.' });
    const insights = new ApplicationInsights(this.shared, 'Insights', {
      ...this.place,
      name: physicalName(`${this.node.id}-insights`, { most: 63, hashed: this.node.path }),
      applicationType: 'Node.JS',
      workspaceId: workspace.id,
    });
    explain(insights, { type: 'azurerm_application_insights', purpose: 'Takes logs and traces of the functions.' });
    return insights;
  }
}
