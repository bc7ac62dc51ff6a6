import type { AppliedResource } from '../proof';

/** Attributes that identify resources of a type in their cloud: two with the same values cannot both be created. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  google_service_account: ['project', 'account_id'],
  google_storage_bucket: ['name'],
  google_storage_bucket_object: ['bucket', 'name'],
  google_cloudfunctions2_function: ['project', 'location', 'name'],
  google_cloud_scheduler_job: ['project', 'region', 'name'],
  google_pubsub_topic: ['project', 'name'],
  google_pubsub_subscription: ['project', 'name'],
  google_firestore_database: ['project', 'name'],
  google_secret_manager_secret: ['project', 'secret_id'],
  azurerm_resource_group: ['name'],
  azurerm_storage_account: ['name'],
  azurerm_storage_container: ['storage_account_id', 'name'],
  azurerm_storage_queue: ['storage_account_id', 'name'],
  azurerm_service_plan: ['resource_group_name', 'name'],
  azurerm_function_app_flex_consumption: ['name'],
  azurerm_user_assigned_identity: ['resource_group_name', 'name'],
  azurerm_role_assignment: ['scope', 'principal_id', 'role_definition_name', 'role_definition_id'],
  azurerm_key_vault: ['name'],
  azurerm_key_vault_secret: ['key_vault_id', 'name'],
  azurerm_cosmosdb_account: ['name'],
  azurerm_cosmosdb_sql_container: ['account_name', 'database_name', 'name'],
  cloudflare_workers_script: ['account_id', 'script_name'],
  cloudflare_workers_script_subdomain: ['account_id', 'script_name'],
  cloudflare_workers_cron_trigger: ['account_id', 'script_name'],
  cloudflare_queue: ['account_id', 'queue_name'],
  cloudflare_r2_bucket: ['account_id', 'name'],
  cloudflare_r2_bucket_event_notification: ['account_id', 'bucket_name', 'queue_id'],
  cloudflare_d1_database: ['account_id', 'name'],
};

/** Finds resources that exist twice, under two addresses. */
export function doubles(applied: readonly AppliedResource[]): string[] {
  const first = new Map<string, string>();
  return applied.flatMap(({ type, address, config }) => {
    const identity = IDENTITY[type];
    if (identity === undefined) return [];
    const values = identity.map((attribute) => config[attribute] ?? null);
    const key = JSON.stringify([type, ...values]);
    const other = first.get(key);
    if (other === undefined) first.set(key, address);
    return other === undefined
      ? []
      : [`${address}: is the same as ${other}, ${identity.join(', ')}: ${values.join(', ')}`];
  });
}
