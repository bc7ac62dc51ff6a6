import * as google from 'tradewind/google';
import { declareOptions } from './declare';

const app = new google.App({ outdir: process.env.CDKTF_OUTDIR });
declareOptions(google, new google.GoogleStack(app, 'Options', { project: 'acme-shop', region: 'europe-west1' }));
app.synth();
