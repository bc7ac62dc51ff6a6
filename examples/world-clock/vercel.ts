import * as vercel from 'tradewind/vercel';
import { declareClock } from './clock-app';

const app = new vercel.VercelApp();
declareClock(vercel, app);
app.synth();
