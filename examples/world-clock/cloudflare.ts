import * as cloudflare from 'tradewind/cloudflare';
import { declareClock } from './clock-app';

const app = new cloudflare.App();
const accountId = process.env.CLOUDFLARE_ACCOUNT_ID ?? '0123456789abcdef0123456789abcdef';
declareClock(cloudflare, new cloudflare.CloudflareStack(app, 'Clock', { accountId }));
app.synth();
