/**
 * Starts the development server of Netlify Blobs. Netlify looks at the condition of a write and writes at once; this server
 * does one after the other, so that writes have to wait for each other here.
 */
export async function startStore(BlobsServer, options) {
  const server = new BlobsServer(options);
  const put = server.put.bind(server);
  let last = Promise.resolve();
  server.put = (request) => {
    const written = last.then(() => put(request));
    // Its ETags are times in milliseconds.
    last = written.then(() => new Promise((resolve) => setTimeout(resolve, 2)));
    return written;
  };
  return await server.start();
}
