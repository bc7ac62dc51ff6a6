/**
 * Starts the development server of Netlify Blobs. Netlify checks the condition of a write and writes in one step, and lists
 * all objects; this server takes two steps, and omits from a listing the objects after a file that was deleted meanwhile. So
 * writes, deletions and listings must wait for each other here.
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
