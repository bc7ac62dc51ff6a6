import * as vercel from 'tradewind/vercel';
import { declareGallery } from './gallery';

const app = new vercel.VercelApp();
declareGallery(vercel, app);
app.synth();
