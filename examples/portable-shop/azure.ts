import * as azure from 'tradewind/azure';
import { declareShop } from './shop';

const app = new azure.App({ outdir: 'cdktf.out/azure' });
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID ?? '00000000-0000-0000-0000-000000000000';
declareShop(azure, new azure.AzureStack(app, 'Shop', { subscriptionId, location: 'northeurope' }));
app.synth();
