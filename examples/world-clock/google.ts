import * as google from 'tradewind/google';
import { declareClock } from './clock-app';

const app = new google.App({ outdir: 'cdktf.out/google' });
declareClock(google, new google.GoogleStack(app, 'Clock', { project: 'my-project', region: 'europe-north1' }));
app.synth();
