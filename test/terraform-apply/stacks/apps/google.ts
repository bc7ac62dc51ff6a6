import { App } from '../../../../lib/terraform/engine';
import { GoogleSample } from '../google';

const app = new App({ outdir: process.env.CDKTF_OUTDIR });
new GoogleSample(app, 'sample');
app.synth();
