import * as cloudflare from 'tradewind/cloudflare';
import { declareShop } from './shop';

const app = new cloudflare.App({ outdir: 'cdktf.out/cloudflare' });
const accountId = process.env.CLOUDFLARE_ACCOUNT_ID ?? '0123456789abcdef0123456789abcdef';
declareShop(cloudflare, new cloudflare.CloudflareStack(app, 'Shop', { accountId }));
app.synth();
