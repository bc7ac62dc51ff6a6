import { requirePackages } from '../required-packages';

requirePackages('tradewind/netlify', ['constructs'], '`npm install constructs`');
