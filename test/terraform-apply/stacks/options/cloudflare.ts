import * as cloudflare from 'tradewind/cloudflare';
import { declareOptions } from './declare';

const app = new cloudflare.App({ outdir: process.env.CDKTF_OUTDIR });
declareOptions(cloudflare, new cloudflare.CloudflareStack(app, 'Options', { accountId: '0'.repeat(32) }));
app.synth();
