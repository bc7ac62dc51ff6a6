import * as google from 'tradewind/google';
import { declareReport } from './report-app';

const app = new google.App({ outdir: 'cdktf.out/google' });
const project = process.env.GOOGLE_PROJECT ?? 'my-project';
declareReport(google, new google.GoogleStack(app, 'Report', { project, region: 'europe-north1' }));
app.synth();
