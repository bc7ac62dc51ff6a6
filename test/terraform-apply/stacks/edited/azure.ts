import * as azure from 'tradewind/azure';
import { declareFunctions } from './functions';

const app = new azure.App();
const subscriptionId = '00000000-0000-0000-0000-000000000000';
declareFunctions(azure, new azure.AzureStack(app, 'Edited', { subscriptionId, location: 'northeurope' }));
app.synth();
