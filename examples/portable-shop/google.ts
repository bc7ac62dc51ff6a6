import * as google from 'tradewind/google';
import { declareShop } from './shop';

const app = new google.App({ outdir: 'cdktf.out/google' });
const project = process.env.GOOGLE_PROJECT ?? 'shop-4711';
declareShop(google, new google.GoogleStack(app, 'Shop', { project, region: 'europe-north1' }));
app.synth();
