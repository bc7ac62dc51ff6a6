import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel';
import * as google from 'tradewind/google';
import { declareWatched } from './declare';

const app = new google.App({ outdir: process.env.CDKTF_OUTDIR });
const stack = new google.GoogleStack(app, 'Watched', { project: 'acme-shop', region: 'europe-west1' });
const pager = new MonitoringNotificationChannel(stack, 'Pager', {
  type: 'email',
  labels: { email_address: 'ops@example.com' },
});
google.alarmsTo(stack, pager);
declareWatched(google, stack);
app.synth();
