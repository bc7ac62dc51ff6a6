import { App } from '../../../../lib/terraform/engine';
import { AzureSample } from '../azure';

const app = new App({ outdir: process.env.CDKTF_OUTDIR });
new AzureSample(app, 'sample');
app.synth();
