import { jwt } from 'tradewind';
import * as azure from 'tradewind/azure';
import { declareOrders } from './orders-app';

const app = new azure.App({ outdir: 'cdktf.out/azure' });
const nobody = '00000000-0000-0000-0000-000000000000';
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID ?? nobody;
// The staff signs in to Entra, for an application that is registered there.
const staff = jwt({
  issuer: `https://login.microsoftonline.com/${process.env.ARM_TENANT_ID ?? nobody}/v2.0`,
  audience: [process.env.STAFF_CLIENT ?? nobody],
});
declareOrders(azure, new azure.AzureStack(app, 'Orders', { subscriptionId, location: 'northeurope' }), staff);
app.synth();
