import { readOnly, writeOnly } from 'tradewind';
import { ApiFunction, Bucket, type ContainerAttributes, FileProcessor, ImagePipeline } from 'tradewind/azure';
import { inventory, only, problemsOf, synthesize } from './synthesize';

const entry = 'test/fixtures/handlers/worker.ts';
const APP = 'azurerm_function_app_flex_consumption';
const CONTAINER: ContainerAttributes = {
  accountName: 'photos2019',
  resourceGroupName: 'archive',
  containerName: 'originals',
};
const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/archive';
const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/photos2019`;

test('processors receive events of a container that was created elsewhere, which is not changed', () => {
  const { resources } = synthesize((stack) => {
    const bucket = Bucket.fromContainer(stack, 'Photos', { ...CONTAINER, location: 'westeurope' });
    new FileProcessor(stack, 'Intake', { entry, bucket, prefix: 'inbox/' });
    const other = Bucket.fromContainer(stack, 'Others', { ...CONTAINER, containerName: 'others' });
    new FileProcessor(stack, 'Archive', { entry, bucket: other });
  });
  expect(inventory(resources)).toMatchObject({
    azurerm_storage_account: 4, // the code, and a queue, for each processor
    azurerm_eventgrid_system_topic: 1, // of an account there can be no more
    azurerm_eventgrid_system_topic_event_subscription: 2, // one for each processor
  });
  expect(only(resources, 'azurerm_eventgrid_system_topic')).toMatchObject({
    source_resource_id: ACCOUNT,
    location: 'westeurope',
  });
  expect(only(resources, 'azurerm_eventgrid_system_topic_event_subscription', 'Intake')).toMatchObject({
    subject_filter: { subject_begins_with: '/blobServices/default/containers/originals/blobs/inbox/' },
  });
});

test('the topic that an account has already is used', () => {
  const systemTopic = { name: 'photo-events', resourceGroupName: 'events' };
  const { resources } = synthesize((stack) => {
    const bucket = Bucket.fromContainer(stack, 'Photos', { ...CONTAINER, systemTopic });
    new FileProcessor(stack, 'Intake', { entry, bucket });
    new FileProcessor(stack, 'Archive', { entry, bucket });
  });
  expect(resources.azurerm_eventgrid_system_topic).toBeUndefined();
  expect(only(resources, 'azurerm_eventgrid_system_topic_event_subscription')).toMatchObject({
    system_topic: expect.stringMatching(/^\$\{data\.azurerm_eventgrid_system_topic\.Photos_Events/),
    resource_group_name: expect.stringMatching(/^\$\{data\.azurerm_eventgrid_system_topic\.Photos_Events/),
  });
});

test('functions receive its address, and the permissions that they require', () => {
  const { resources } = synthesize((stack) => {
    const bindings = { PHOTOS: readOnly(Bucket.fromContainer(stack, 'Photos', CONTAINER)) };
    new ApiFunction(stack, 'Api', { entry: 'test/fixtures/handlers/orders.ts', auth: 'none', bindings });
  });
  const roles = Object.values(resources.azurerm_role_assignment!);
  expect(roles).toContainEqual(
    expect.objectContaining({
      role_definition_name: 'Storage Blob Data Reader',
      scope: `${ACCOUNT}/blobServices/default/containers/originals`,
    }),
  );
  expect(only(resources, APP).app_settings).toMatchObject({
    PHOTOS: 'https://photos2019.blob.core.windows.net/originals',
  });
});

test('images are taken from one and put into another', () => {
  const { resources } = synthesize((stack) => {
    new ImagePipeline(stack, 'Photos', {
      source: Bucket.fromContainer(stack, 'Originals', CONTAINER),
      results: Bucket.fromContainer(stack, 'Small', { ...CONTAINER, containerName: 'small' }),
      variants: { thumb: { width: 64 } },
    });
  });
  const roles = Object.values(resources.azurerm_role_assignment!);
  const granted = roles.map((role) => `${role.scope.split('/').at(-1)}: ${role.role_definition_name}`);
  expect(granted).toEqual(
    expect.arrayContaining(['originals: Storage Blob Data Reader', 'small: Storage Blob Data Contributor']),
  );
});

test('a loop is seen through two names of one container', () => {
  const declare = () =>
    synthesize((stack) => {
      const bindings = { OUT: writeOnly(Bucket.fromContainer(stack, 'Out', CONTAINER)) };
      new FileProcessor(stack, 'Intake', { entry, bucket: Bucket.fromContainer(stack, 'In', CONTAINER), bindings });
    });
  expect(declare).toThrow(/Intake/);
});

test('names that are none are refused, all at once', () => {
  const wrong = { ...CONTAINER, accountName: 'https://photos', containerName: 'a--b' };
  expect(problemsOf(() => synthesize((stack) => Bucket.fromContainer(stack, 'Photos', wrong)))).toEqual([
    'BUCKET_NAME accountName',
    'BUCKET_NAME containerName',
  ]);
});
