import type { ProviderName } from '../runtime/types';
import { aws } from './aws';
import { azure } from './azure';
import { cloudflare } from './cloudflare';
import { google } from './google';
import { netlify } from './netlify';
import type { SupportColumn } from './types';
import { vercel } from './vercel';

export type { ConstructSupport, Support, SupportColumn, Unsupported } from './types';

/** What each provider makes of each prop. Nothing is dropped in silence: what cannot be had is refused with its row. */
export const support: Readonly<Record<ProviderName, SupportColumn>> = {
  aws,
  google,
  azure,
  cloudflare,
  vercel,
  netlify,
};
