const Module = require('node:module');
const path = require('node:path');

/**
 * Loaded before anything else, it makes `cdktf` mean cdktn for everyone: the library, the bindings and the app. That is what
 * `"cdktf": "npm:cdktn@…"` in `package.json` does, without a second installation of bindings of half a gigabyte.
 * `constructs` comes from there as well, so that there is one copy of it.
 */
const ALIASED = /^(cdktf|constructs)(\/|$)/;
const PACKAGES = process.env.TRADEWIND_CDKTN;

const resolve = Module._resolveFilename;
Module._resolveFilename = function aliased(request, parent, isMain, options) {
  return resolve.call(this, request, parent, isMain, ALIASED.test(request) ? { paths: [PACKAGES] } : options);
};

// With both engines in one app, the proof of either would be worth nothing.
process.on('exit', () => {
  const others = Object.keys(require.cache).filter(
    (file) => file.includes(`${path.sep}node_modules${path.sep}cdktf${path.sep}`) && !file.startsWith(PACKAGES),
  );
  if (others.length === 0) return;
  console.error(`cdktf was loaded beside cdktn: ${others[0]}`);
  process.exitCode = 1;
});
