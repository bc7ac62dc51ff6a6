import { cloudflareDefaults } from '../defaults';

/**
 * Modules of Node.js that a worker can import with `nodejs_compat` at the compatibility date of `cloudflareDefaults`, as
 * observed in workerd. Importing another one throws when the worker starts.
 * @see https://developers.cloudflare.com/workers/runtime-apis/nodejs/
 */
const NAMES = [
  ...['assert', 'assert/strict', 'async_hooks', 'buffer', 'console', 'constants', 'crypto', 'diagnostics_channel'],
  ...['dns', 'dns/promises', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https', 'module', 'net', 'os', 'path'],
  ...['path/posix', 'path/win32', 'process', 'querystring', 'stream', 'stream/consumers', 'stream/promises'],
  ...['stream/web', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tls', 'url', 'util', 'util/types', 'vm'],
  'zlib',
] as const;

/** The built-in modules of workers, for the bundler. */
export const BUILTINS = {
  names: NAMES,
  runtime: `Cloudflare Workers (compatibility date ${cloudflareDefaults.compatibilityDate.value})`,
};
