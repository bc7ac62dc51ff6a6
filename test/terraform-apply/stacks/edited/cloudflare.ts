import * as cloudflare from 'tradewind/cloudflare';
import { declareFunctions } from './functions';

const app = new cloudflare.App();
const accountId = '0123456789abcdef0123456789abcdef';
declareFunctions(cloudflare, new cloudflare.CloudflareStack(app, 'Edited', { accountId }));
app.synth();
