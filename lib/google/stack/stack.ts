import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { Construct, type IConstruct } from 'constructs';
import { explain } from '../../app-model/model';
import { refuse, ValidationError } from '../../errors';
import { physicalName } from '../../terraform/physical-name';
import { TradewindStack } from '../../terraform/stack';
import { type Builder, createBuilder } from './builder';
import { checkStack } from './stack-checks';

/** Props of a stack: the place of its resources. */
export interface GoogleStackProps {
  /**
   * Id of the project, such as `shop-prod-4711`; not its name or its number.
   * @see https://cloud.google.com/resource-manager/docs/creating-managing-projects
   */
  readonly project: string;
  /**
   * Region of every resource, such as `europe-north1`. A region that tradewind does not know is a warning.
   * @see https://cloud.google.com/run/docs/locations
   */
  readonly region: string;
  /**
   * Labels of all resources that accept labels, in lower case.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Name of the service account that builds functions, such as
   * `projects/shop-prod-4711/serviceAccounts/builder@shop-prod-4711.iam.gserviceaccount.com`.
   * @default - one is created that can only build functions
   * @see https://cloud.google.com/build/docs/cloud-build-service-account-updates
   */
  readonly buildServiceAccount?: string;
}

/**
 * A stack on Google Cloud. It enables the services that its constructs use, and holds the code of its functions.
 *
 * @example
 * const app = new App();
 * const stack = new GoogleStack(app, 'Shop', { project: 'shop-prod-4711', region: 'europe-north1' });
 * new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', auth: 'none' });
 * app.synth();
 * @see https://registry.terraform.io/providers/hashicorp/google/latest/docs
 */
export class GoogleStack extends TradewindStack {
  /** Id of the project. */
  readonly project: string;
  /** Region of all its resources. */
  readonly region: string;
  /** Provider of all its resources. */
  readonly provider: GoogleProvider;
  /** Scope of the resources that the constructs of the stack share, so that their ids cannot clash with a user's. @internal */
  readonly shared: Construct;
  private code?: StorageBucket;
  private builds?: Builder;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: GoogleStackProps) {
    super(scope, id);
    checkStack(this, props);
    this.project = props.project;
    this.region = props.region;
    if (props.buildServiceAccount !== undefined) this.builds = { account: props.buildServiceAccount, rights: [] };
    this.shared = new Construct(this, 'Tradewind');
    this.provider = new GoogleProvider(this.shared, 'google', {
      project: props.project,
      region: props.region,
      defaultLabels: props.labels && { ...props.labels },
    });
  }

  /** The stack of a construct. @throws ValidationError when it is not in a `GoogleStack` */
  static override of(construct: IConstruct): GoogleStack {
    const stack = construct.node.scopes.find((scope) => scope instanceof GoogleStack);
    if (stack !== undefined) return stack as GoogleStack;
    const rule = 'is not in a stack of Google Cloud';
    refuse(
      new ValidationError(construct.node.path, [
        { code: 'STACK', prop: 'scope', rule, fix: 'create it below a GoogleStack' },
      ]),
    );
  }

  /** Enables a service of the project, such as `run`. It stays enabled when the stack is deleted, because others may use it. */
  enable(service: string): ProjectService {
    const id = `Service-${service}`;
    const known = this.shared.node.tryFindChild(id) as ProjectService | undefined;
    if (known !== undefined) return known;
    const enabled = new ProjectService(this.shared, id, {
      service: `${service}.googleapis.com`,
      disableOnDestroy: false,
    });
    explain(enabled, { type: 'google_project_service', purpose: `Enables ${service} in the project.` });
    return enabled;
  }

  /** The private bucket that holds the code of the stack's functions. */
  get codeBucket(): StorageBucket {
    this.code ??= this.createCodeBucket();
    return this.code;
  }

  /** Service account that builds the functions of the stack. @internal */
  get builder(): Builder {
    this.builds ??= createBuilder(this);
    return this.builds;
  }

  private createCodeBucket(): StorageBucket {
    const bucket = new StorageBucket(this.shared, 'Code', {
      name: physicalName(`${this.project}-${this.node.id}-code`, { most: 63, hashed: this.node.path }),
      location: this.region,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      forceDestroy: true,
    });
    explain(bucket, {
      type: 'google_storage_bucket',
      purpose: 'Holds the code of the functions. It can be created again.',
    });
    return bucket;
  }
}
