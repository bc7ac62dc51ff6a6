import { CosmosdbAccount } from '@cdktn/provider-azurerm/lib/cosmosdb-account';
import { CosmosdbSqlDatabase } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-database';
import { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import type { Access } from '../../runtime/env-of';
import { physicalName } from '../../terraform/physical-name';
import type { Grantee } from '../bindings/bound';
import type { AzureStack } from '../stack/stack';
import { grantContainer } from './table-rights';

const ID = 'Cosmos';
/** Name of the database that holds the tables. */
export const DATABASE = 'tables';
/** The prop that requires the most permissions. */
const BINDINGS = 'bindings';

/**
 * The account of Cosmos DB that the tables of a stack share, because an account takes minutes to create, and a subscription
 * can have few.
 */
export class Cosmos extends Construct {
  readonly account: CosmosdbAccount;
  readonly database: CosmosdbSqlDatabase;

  /** The account of a stack, created on first use. */
  static of(stack: AzureStack): Cosmos {
    return (stack.shared.node.tryFindChild(ID) as Cosmos | undefined) ?? new Cosmos(stack);
  }

  private constructor(private readonly stack: AzureStack) {
    super(stack.shared, ID);
    this.account = this.createAccount();
    this.database = new CosmosdbSqlDatabase(this, 'Database', {
      name: DATABASE,
      accountName: this.account.name,
      resourceGroupName: stack.resourceGroup.name,
    });
    explain(this.database, { type: 'azurerm_cosmosdb_sql_database', purpose: 'Holds the tables of the stack.' });
  }

  /** Place of a container. */
  get place() {
    const { account, database, stack } = this;
    return { accountName: account.name, databaseName: database.name, resourceGroupName: stack.resourceGroup.name };
  }

  /** Address of a container. */
  addressOf(container: string): string {
    return `${this.account.endpoint}dbs/${this.database.name}/colls/${container}`;
  }

  /** Grants access to one container of the account. */
  grant(grantee: Grantee, container: string, access: Access, prop = BINDINGS): void {
    grantContainer(grantee, { ...this.place, accountId: this.account.id, container }, access, prop);
  }

  private createAccount(): CosmosdbAccount {
    const { stack } = this;
    const account = new CosmosdbAccount(this, 'Account', {
      ...stack.place,
      // All customers of Azure share the names.
      name: physicalName(stack.node.id, { most: 44, hashed: `${stack.subscriptionId}/${stack.node.path}` }),
      offerType: 'Standard',
      capabilities: [{ name: 'EnableServerless' }],
      // Reads see earlier writes, because there is one region.
      consistencyPolicy: { consistencyLevel: 'Strong' },
      geoLocation: [{ location: stack.location, failoverPriority: 0 }],
      localAuthenticationDisabled: true,
      minimalTlsVersion: 'Tls12',
      backup: { type: 'Continuous', tier: 'Continuous7Days' },
    });
    const purpose = 'Holds the tables of the stack, billed by request, without keys.';
    explain(account, { type: 'azurerm_cosmosdb_account', purpose });
    return account;
  }
}
