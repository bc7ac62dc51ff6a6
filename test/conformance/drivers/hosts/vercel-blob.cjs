// Loaded before a function: the SDK of Vercel Blob reads private objects at an address that cannot be set, so its requests to
// that address go to the server named by TEST_BLOB_STORE. The rest is the SDK's own code.
const path = require('node:path');

const sdk = path.dirname(require.resolve('@vercel/blob'));
const { Agent, setGlobalDispatcher } = require(require.resolve('undici', { paths: [sdk] }));

class StoreAgent extends Agent {
  dispatch(options, handler) {
    const { hostname } = new URL(options.origin);
    if (!hostname.endsWith('.private.blob.vercel-storage.com')) return super.dispatch(options, handler);
    const [store] = hostname.split('.');
    const origin = process.env.TEST_BLOB_STORE;
    return super.dispatch({ ...options, origin, path: `/stores/${store}${options.path}` }, handler);
  }
}

setGlobalDispatcher(new StoreAgent());
