// Serves Netlify Blobs with its development server, and sends the port to its parent.
import { pathToFileURL } from 'node:url';
import { startStore } from './netlify-store.mjs';

const [library, directory, token] = process.argv.slice(2);
const { BlobsServer } = await import(pathToFileURL(library));
const { port } = await startStore(BlobsServer, { directory, token });
process.send({ port });
process.on('message', () => process.exit());
