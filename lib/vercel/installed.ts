import { requirePackages } from '../required-packages';

requirePackages('tradewind/vercel', ['constructs'], '`npm install constructs`');
