import * as azure from 'tradewind/azure';
import { declareAdopters } from './declare';

const app = new azure.App({ outdir: process.env.CDKTF_OUTDIR });
const subscriptionId = '00000000-0000-0000-0000-000000000000';
const stack = new azure.AzureStack(app, 'Adopted', { subscriptionId, location: 'westeurope' });
const account = { accountName: 'acmephotos', resourceGroupName: 'archive' };
const systemTopic = { name: 'photo-events', resourceGroupName: 'archive' };
const originals = azure.Bucket.fromContainer(stack, 'Originals', {
  ...account,
  containerName: 'originals',
  systemTopic,
});
const small = azure.Bucket.fromContainer(stack, 'Small', { ...account, containerName: 'small' });
declareAdopters(azure, stack, { originals, small });
app.synth();
