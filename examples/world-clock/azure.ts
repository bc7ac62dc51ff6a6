import * as azure from 'tradewind/azure';
import { declareClock } from './clock-app';

const app = new azure.App({ outdir: 'cdktf.out/azure' });
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID ?? '00000000-0000-0000-0000-000000000000';
declareClock(azure, new azure.AzureStack(app, 'Clock', { subscriptionId, location: 'northeurope' }));
app.synth();
