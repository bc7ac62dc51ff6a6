import { jwt } from 'tradewind';
import * as google from 'tradewind/google';
import { declareOrders } from './orders-app';

const app = new google.App({ outdir: 'cdktf.out/google' });
const project = process.env.GOOGLE_PROJECT ?? 'my-project';
// The staff signs in to Identity Platform.
const staff = jwt({ issuer: `https://securetoken.google.com/${project}`, audience: [project] });
declareOrders(google, new google.GoogleStack(app, 'Orders', { project, region: 'europe-north1' }), staff);
app.synth();
