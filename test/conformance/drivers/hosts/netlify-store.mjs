/**
 * Starts the development server of Netlify Blobs. Netlify looks at the condition of a write and writes at once, and lists what
 * there is; this server does one step after the other, and leaves out of a listing what comes after a file that is gone by
 * then. So writes, deletions and listings have to wait for each other here.
 */
export async function startStore(BlobsServer, options) {
  const server = new BlobsServer(options);
  let last = Promise.resolve();
  for (const name of ['put', 'delete', 'listBlobs']) {
    const own = server[name].bind(server);
    server[name] = (given) => {
      const done = last.then(() => own(given));
      // Its ETags are times in milliseconds.
      last = done.then(() => (name === 'put' ? new Promise((resolve) => setTimeout(resolve, 2)) : undefined));
      return done;
    };
  }
  return await server.start();
}
