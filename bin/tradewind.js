#!/usr/bin/env node
// The command as it is published, or, in a clone, from its source.
const { existsSync } = require('node:fs');
const path = require('node:path');

const source = path.join(__dirname, '../lib/cli/index.ts');
if (existsSync(source)) {
  require('tsx/cjs');
  require(source);
} else {
  require('../dist/cli/index.js');
}
