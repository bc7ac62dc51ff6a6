import * as cloudflare from 'tradewind/cloudflare';
import { declareClock } from './clock-app';

const app = new cloudflare.App({ outdir: 'cdktf.out/cloudflare' });
const accountId = process.env.CLOUDFLARE_ACCOUNT_ID ?? '0123456789abcdef0123456789abcdef';
declareClock(cloudflare, new cloudflare.CloudflareStack(app, 'Clock', { accountId }));
app.synth();
