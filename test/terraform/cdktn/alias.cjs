const Module = require('node:module');

/**
 * Loaded before anything else, it makes `cdktf` mean cdktn for everyone: the library, the bindings and the app. That is what
 * `"cdktf": "npm:cdktn@…"` in `package.json` does, without a second installation of bindings of half a gigabyte.
 * `constructs` comes from there as well, so that there is one copy of it.
 */
const ALIASED = /^(cdktf|constructs)(\/|$)/;
const installed = { paths: [process.env.TRADEWIND_CDKTN] };

const resolve = Module._resolveFilename;
Module._resolveFilename = function aliased(request, parent, isMain, options) {
  return resolve.call(this, request, parent, isMain, ALIASED.test(request) ? installed : options);
};
