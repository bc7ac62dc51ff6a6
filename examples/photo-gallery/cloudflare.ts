import * as cloudflare from 'tradewind/cloudflare';
import { declareGallery } from './gallery';

const app = new cloudflare.App({ outdir: 'cdktf.out/cloudflare' });
const accountId = process.env.CLOUDFLARE_ACCOUNT_ID ?? '0123456789abcdef0123456789abcdef';
declareGallery(cloudflare, new cloudflare.CloudflareStack(app, 'Gallery', { accountId }));
app.synth();
