import * as netlify from 'tradewind/netlify';
import { declareClock } from './clock-app';

const site = new netlify.NetlifySite();
declareClock(netlify, site);
site.synth();
