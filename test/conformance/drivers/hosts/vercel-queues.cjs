// Loaded before the launcher of functions: its requests to Vercel Queues go to the service named by TEST_QUEUES, with the
// region as the first part of the path.
const HOST = /^https:\/\/([a-z0-9]+)\.vercel-queue\.com/;
const realFetch = globalThis.fetch;

globalThis.fetch = (to, init) => {
  const address = typeof to === 'string' ? to : (to.url ?? String(to));
  if (!HOST.test(address)) return realFetch(to, init);
  return realFetch(address.replace(HOST, `${process.env.TEST_QUEUES}/$1`), init);
};
