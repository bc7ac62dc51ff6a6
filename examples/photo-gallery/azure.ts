import * as azure from 'tradewind/azure';
import { declareGallery } from './gallery';

const app = new azure.App({ outdir: 'cdktf.out/azure' });
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID ?? '00000000-0000-0000-0000-000000000000';
declareGallery(azure, new azure.AzureStack(app, 'Gallery', { subscriptionId, location: 'northeurope' }));
app.synth();
