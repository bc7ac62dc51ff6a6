import * as cloudflare from 'tradewind/cloudflare';
import { declareAdopters } from './declare';

const app = new cloudflare.App({ outdir: process.env.CDKTF_OUTDIR });
const stack = new cloudflare.CloudflareStack(app, 'Adopted', { accountId: '0123456789abcdef0123456789abcdef' });
const originals = cloudflare.Bucket.fromBucketName(stack, 'Originals', 'acme-originals');
const small = cloudflare.Bucket.fromBucketName(stack, 'Small', 'acme-small');
declareAdopters(cloudflare, stack, { originals, small });
app.synth();
