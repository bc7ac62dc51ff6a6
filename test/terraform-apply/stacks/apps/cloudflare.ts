import { App } from '../../../../lib/terraform/engine';
import { CloudflareSample } from '../cloudflare';

const app = new App({ outdir: process.env.CDKTF_OUTDIR });
new CloudflareSample(app, 'sample');
app.synth();
