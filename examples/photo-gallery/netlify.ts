import * as netlify from 'tradewind/netlify';
import { declareGallery } from './gallery';

const site = new netlify.NetlifySite();
declareGallery(netlify, site);
site.synth();
