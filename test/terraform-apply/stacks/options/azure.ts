import * as azure from 'tradewind/azure';
import { declareOptions } from './declare';

const app = new azure.App({ outdir: process.env.CDKTF_OUTDIR });
const subscriptionId = '00000000-0000-0000-0000-000000000000';
declareOptions(azure, new azure.AzureStack(app, 'Options', { subscriptionId, location: 'northeurope' }));
app.synth();
