import * as google from 'tradewind/google';
import { declareFunctions } from './functions';

const app = new google.App();
declareFunctions(google, new google.GoogleStack(app, 'Edited', { project: 'acme-shop', region: 'europe-north1' }));
app.synth();
