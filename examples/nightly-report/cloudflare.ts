import * as cloudflare from 'tradewind/cloudflare';
import { declareReport } from './report-app';

const app = new cloudflare.App({ outdir: 'cdktf.out/cloudflare' });
const accountId = process.env.CLOUDFLARE_ACCOUNT_ID ?? '0123456789abcdef0123456789abcdef';
declareReport(cloudflare, new cloudflare.CloudflareStack(app, 'Report', { accountId }));
app.synth();
