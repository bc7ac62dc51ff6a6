import * as azure from 'tradewind/azure';
import { declareReport } from './report-app';

const app = new azure.App({ outdir: 'cdktf.out/azure' });
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID ?? '00000000-0000-0000-0000-000000000000';
declareReport(azure, new azure.AzureStack(app, 'Report', { subscriptionId, location: 'northeurope' }));
app.synth();
