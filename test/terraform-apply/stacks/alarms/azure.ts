import { MonitorActionGroup } from '@cdktn/provider-azurerm/lib/monitor-action-group';
import * as azure from 'tradewind/azure';
import { declareWatched } from './declare';

const app = new azure.App({ outdir: process.env.CDKTF_OUTDIR });
const subscriptionId = '00000000-0000-0000-0000-000000000000';
const stack = new azure.AzureStack(app, 'Watched', { subscriptionId, location: 'northeurope' });
const pager = new MonitorActionGroup(stack, 'Pager', {
  name: 'pager',
  shortName: 'pager',
  resourceGroupName: stack.resourceGroup.name,
  emailReceiver: [{ name: 'ops', emailAddress: 'ops@example.com' }],
});
azure.alarmsTo(stack, pager);
declareWatched(azure, stack);
app.synth();
