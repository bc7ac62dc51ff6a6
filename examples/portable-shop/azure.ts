import * as azure from 'tradewind/azure';
import { declareBackOffice, declareOrders } from './shop';

// All of the shop but photos, which cannot be had on Azure yet.
const app = new azure.App();
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID ?? '00000000-0000-0000-0000-000000000000';
const stack = new azure.AzureStack(app, 'Shop', { subscriptionId, location: 'northeurope' });
const { receiptJobs } = declareBackOffice(azure, stack);
declareOrders(azure, stack, receiptJobs);
app.synth();
