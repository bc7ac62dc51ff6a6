/** A stack as it is written. */
export interface StackJson {
  terraform: { backend?: unknown; required_providers: Record<string, { source: string; version: string }> };
  // biome-ignore lint/suspicious/noExplicitAny: the content of a stack depends on its resources
  resource: Record<string, Record<string, any>>;
}

/** Names that differ between a later version of the provider and the version of the bindings. */
export interface Difference {
  readonly type: string;
  /** Attributes of the version of the bindings that the later one refuses. */
  readonly attributes: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: the attributes of a resource
  readonly translate: (resource: any) => void;
}

/** From azurerm 4.73, which the bindings name, to 5.2. @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide */
export const DIFFERENCES: readonly Difference[] = [
  {
    type: 'azurerm_cosmosdb_account',
    attributes: ['local_authentication_disabled'],
    translate: (account) => {
      account.local_authentication_enabled = !account.local_authentication_disabled;
      delete account.local_authentication_disabled;
    },
  },
  {
    type: 'azurerm_storage_blob',
    attributes: ['storage_account_name', 'storage_container_name'],
    translate: (blob) => {
      blob.storage_container_id = String(blob.storage_container_name).replace(/\.name\}$/, '.id}');
      delete blob.storage_account_name;
      delete blob.storage_container_name;
    },
  },
];

/** The stack for the later version. */
export function translated(stack: StackJson): StackJson {
  const copy = structuredClone(stack);
  for (const { type, translate } of DIFFERENCES)
    for (const resource of Object.values(copy.resource[type] ?? {})) translate(resource);
  return copy;
}
