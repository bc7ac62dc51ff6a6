const Module = require('node:module');
const path = require('node:path');

/** Resolves `cdktf`, which the `@cdktf` bindings import, to cdktn, so that one engine runs. Loaded before an app. */
const OLD = /^cdktf(?=\/|$)/;

const resolve = Module._resolveFilename;
Module._resolveFilename = function aliased(request, ...rest) {
  return resolve.call(this, request.replace(OLD, 'cdktn'), ...rest);
};

// With both engines in one process, the comparison would prove nothing.
process.on('exit', () => {
  const loaded = path.join('node_modules', 'cdktf', path.sep);
  const others = Object.keys(require.cache).filter((file) => file.includes(loaded));
  if (others.length === 0) return;
  console.error(`cdktf was loaded although cdktn replaces it: ${others[0]}`);
  process.exitCode = 1;
});
