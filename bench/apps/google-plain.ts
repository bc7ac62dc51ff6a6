// Contestant: the same resources by hand, with cdktn and the bindings of its Google provider.
import { CloudRunV2ServiceIamMember } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-member';
import { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketObject } from '@cdktf/provider-google/lib/storage-bucket-object';
import { App, AssetType, TerraformAsset, TerraformStack } from 'cdktn';
import { buildPlainly } from '../stacks/plain-build';
import { functionIndices, measured } from '../stacks/portable-app';

const location = 'europe-north1';

measured((outdir) => {
  const built = `${outdir}.built`;
  buildPlainly(built);
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'Bench');
  new GoogleProvider(stack, 'google', { project: 'bench', region: location });
  const services = ['run', 'cloudfunctions', 'cloudbuild', 'artifactregistry'].map(
    (name) => new ProjectService(stack, name, { service: `${name}.googleapis.com`, disableOnDestroy: false }),
  );
  const builder = new ServiceAccount(stack, 'Builder', { accountId: 'builder' });
  const rights = ['roles/storage.objectAdmin', 'roles/artifactregistry.writer', 'roles/logging.logWriter'].map(
    (role) => {
      return new ProjectIamMember(stack, role.replace(/\W/g, '-'), {
        project: 'bench',
        role,
        member: `serviceAccount:${builder.email}`,
      });
    },
  );
  const bucket = new StorageBucket(stack, 'Code', {
    name: 'bench-code',
    location,
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: true,
  });
  for (const index of functionIndices()) {
    const path = `${process.cwd()}/${built.replace(`${process.cwd()}/`, '')}/p${index}`;
    const code = new TerraformAsset(stack, `F${index}Asset`, { path, type: AssetType.ARCHIVE });
    const object = new StorageBucketObject(stack, `F${index}Code`, {
      bucket: bucket.name,
      name: `${code.assetHash}.zip`,
      source: code.path,
    });
    const account = new ServiceAccount(stack, `F${index}Identity`, { accountId: `identity-f${index}` });
    const fn = new Cloudfunctions2Function(stack, `F${index}`, {
      name: `f${index}`,
      location,
      buildConfig: {
        runtime: 'nodejs22',
        entryPoint: 'handler',
        serviceAccount: builder.id,
        source: { storageSource: { bucket: bucket.name, object: object.name } },
      },
      serviceConfig: {
        availableCpu: '1',
        availableMemory: '1024Mi',
        timeoutSeconds: 10,
        maxInstanceCount: 10,
        maxInstanceRequestConcurrency: 80,
        serviceAccountEmail: account.email,
      },
      dependsOn: [...services, ...rights],
    });
    new CloudRunV2ServiceIamMember(stack, `F${index}Public`, {
      location: fn.location,
      name: fn.name,
      role: 'roles/run.invoker',
      member: 'allUsers',
    });
  }
  app.synth();
});
