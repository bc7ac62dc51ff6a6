import * as google from 'tradewind/google';
import { declareGallery } from './gallery';

const app = new google.App({ outdir: 'cdktf.out/google' });
const project = process.env.GOOGLE_PROJECT ?? 'my-project';
declareGallery(google, new google.GoogleStack(app, 'Gallery', { project, region: 'europe-north1' }));
app.synth();
