import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { Construct, IConstruct } from 'constructs';
import { explain } from '../../app-model/model';
import type { ITerraformDependable } from '../../terraform/engine';
import { physicalName } from '../../terraform/physical-name';

/** The parts of a stack that the identity of its builds depends on. */
export interface BuilderScope extends IConstruct {
  /** Scope of the resources. */
  readonly shared: Construct;
  /** Id of the project. */
  readonly project: string;
}

/** Identity that builds functions. */
export interface Builder {
  /** `projects/shop/serviceAccounts/…`. */
  readonly account: string;
  /** Resources that must exist before a build starts. */
  readonly rights: readonly ITerraformDependable[];
}

/**
 * Roles that Google requires: a build reads the code, stores the image, and writes logs. The buckets belong to Google, so the
 * grant is for the project, and a condition limits it to them.
 * @see https://cloud.google.com/run/docs/configuring/services/build-service-account
 */
const ROLES: Readonly<Record<string, { readonly role: string; readonly purpose: string; readonly only?: string }>> = {
  MayRead: {
    role: 'roles/storage.objectAdmin',
    purpose: 'Lets builds read the code of functions in the buckets in which Google keeps it, and no others.',
    only: 'resource.name.startsWith("projects/_/buckets/gcf-v2-sources-")',
  },
  MayKeep: { role: 'roles/artifactregistry.writer', purpose: 'Lets builds store images in the registry.' },
  MayLog: { role: 'roles/logging.logWriter', purpose: 'Lets builds write logs.' },
};

/**
 * Creates the identity of the builds of a stack. Google's default is one identity per project, which has no permission to
 * build in organizations without default grants, such as all new ones.
 * @see https://cloud.google.com/build/docs/cloud-build-service-account-updates
 */
export function createBuilder(stack: BuilderScope): Builder {
  const path = `${stack.node.path}/FunctionBuilds`;
  const account = new ServiceAccount(stack.shared, 'FunctionBuilds', {
    accountId: physicalName(`${stack.node.id}-builds`, { most: 30, hashed: path }),
    displayName: path.slice(-100),
    description: 'Builds functions',
  });
  explain(account, { type: 'google_service_account', purpose: 'Builds functions, and does nothing else.' });
  const rights = Object.entries(ROLES).map(([id, { role, purpose, only }]) => {
    const right = new ProjectIamMember(stack.shared, `FunctionBuilds-${id}`, {
      project: stack.project,
      role,
      member: `serviceAccount:${account.email}`,
      condition: only === undefined ? undefined : { title: 'Code of functions', expression: only },
    });
    explain(right, { type: 'google_project_iam_member', purpose });
    return right;
  });
  return { account: account.id, rights };
}
