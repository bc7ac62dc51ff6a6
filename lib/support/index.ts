import type { ProviderName } from '../runtime/types';
import { aws } from './aws';
import { azure } from './azure';
import { cloudflare } from './cloudflare';
import { google } from './google';
import { netlify } from './netlify';
import type { SupportColumn } from './types';
import { vercel } from './vercel';

export type { ConstructSupport, Support, SupportColumn, Unsupported } from './types';

/** Support of each prop on each provider. A construct refuses a prop or value that its provider does not support. */
export const support: Readonly<Record<ProviderName, SupportColumn>> = {
  aws,
  google,
  azure,
  cloudflare,
  vercel,
  netlify,
};
