// Loaded before a function: the SDK of Vercel Blob reads private objects at an address that cannot be set, so what it asks
// there goes to the server that TEST_BLOB_STORE names. All else is the SDK's own.
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
