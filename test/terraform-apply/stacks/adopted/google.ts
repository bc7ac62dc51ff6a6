import * as google from 'tradewind/google';
import { declareAdopters } from './declare';

const app = new google.App({ outdir: process.env.CDKTF_OUTDIR });
const stack = new google.GoogleStack(app, 'Adopted', { project: 'acme-shop', region: 'europe-west1' });
const originals = google.Bucket.fromBucketName(stack, 'Originals', 'acme-originals');
const small = google.Bucket.fromBucketName(stack, 'Small', 'acme-small');
declareAdopters(google, stack, { originals, small });
app.synth();
