import type { Files } from '../sandbox';

/** A statement that notes which module was evaluated. */
const log = (module: string): string => `(globalThis.LOG ??= []).push('${module}');`;

const ES_MODULE = { module: 'index.js', type: 'module' };

/** Packages by their names: the content of their package.json apart from the name, and their files. */
const packages: Readonly<Record<string, readonly [manifest: object, files: Files]>> = {
  esm: [
    ES_MODULE,
    {
      'index.js': `${log('esm')}
export default function def(){return 'def'}
export class K{static make(){return new K()}}
export let n=0;export const inc=()=>{n++};export const big=()=>'BIG'.repeat(9);
export { K as "a-b" };`,
    },
  ],
  esm2: [
    ES_MODULE,
    {
      'index.js': `${log('esm2')}
export const two=2; export const env=process.env.FLAG;`,
    },
  ],
  pure: [
    { ...ES_MODULE, sideEffects: false },
    {
      'index.js': `${log('pure')}
export const a=1;export const b='bbbb';export const env=process.env.FLAG;
/* @__NO_SIDE_EFFECTS__ */ export function make(x){return {x}}`,
    },
  ],
  cjs: [
    {},
    {
      'index.js': `${log('cjs')}
module.exports = Object.assign(function f(){return 'f'}, { x: 1, K: class K{} });`,
    },
  ],
  cjsdef: [
    {},
    {
      'index.js': `${log('cjsdef')}
Object.defineProperty(exports,'__esModule',{value:true});exports.default='D';exports.named='N';`,
    },
  ],
  dual: [
    { exports: { import: './i.mjs', require: './r.cjs' } },
    {
      'i.mjs': `${log('dual-esm')}
export const kind='esm';export class T{}`,
      'r.cjs': `${log('dual-cjs')}
exports.kind='cjs';exports.T=class T{};`,
    },
  ],
  peer: [
    ES_MODULE,
    {
      'index.js': `${log('peer')}
export const registry=new Map();export class Base{}`,
    },
  ],
  usea: [
    ES_MODULE,
    {
      'index.js': `import {registry,Base} from 'peer';${log('usea')}
registry.set('a',1);export class A extends Base{}`,
    },
  ],
  useb: [
    ES_MODULE,
    {
      'index.js': `import {registry,Base} from 'peer';${log('useb')}
registry.set('b',1);export const isBase=x=>x instanceof Base;`,
    },
  ],
  polyesm: [
    ES_MODULE,
    {
      'index.js': `${log('polyesm')}
globalThis.POLY=1;`,
    },
  ],
  polyscript: [
    {},
    {
      'index.js': `${log('polyscript')}
globalThis.POLY2=1;`,
    },
  ],
  polycjs: [
    {},
    {
      'index.js': `${log('polycjs')}
globalThis.POLY3=1;module.exports={};`,
    },
  ],
  usespoly: [
    ES_MODULE,
    {
      'index.js': `${log('usespoly')}
export const poly=()=>[globalThis.POLY,globalThis.POLY2,globalThis.POLY3];export const at=[globalThis.POLY,globalThis.POLY2,globalThis.POLY3];`,
    },
  ],
  meta: [
    ES_MODULE,
    {
      'index.js': `import path from 'node:path';export const where=[path.basename(import.meta.url),typeof import.meta.dirname];`,
      'data.json': `{"d":7}`,
    },
  ],
  dirname: [
    {},
    {
      'index.js': `exports.dir=require('path').basename(__dirname);exports.file=require('path').basename(__filename);exports.req=typeof require;`,
    },
  ],
  tla: [ES_MODULE, { 'index.js': `export const v=await Promise.resolve(5);` }],
  dotenvish: [
    {},
    {
      'index.js': `${log('dotenvish')}
exports.config=()=>{process.env.FLAG='set'};`,
    },
  ],
  throws: [ES_MODULE, { 'index.js': `export const ok=1; export function boom(){throw new Error('boom in package')}` }],
  callsback: [ES_MODULE, { 'index.js': `export const call=f=>f();` }],
  wantsext: [ES_MODULE, { 'index.js': `import x from 'extpkg';export const ext=()=>x;` }],
  extpkg: [{}, { 'index.js': `module.exports='external';` }],
  lazyinside: [
    ES_MODULE,
    {
      'index.js': `${log('lazyinside')}
export const load=async()=>(await import('esm2')).two;`,
    },
  ],
  cyca: [
    ES_MODULE,
    {
      'index.js': `import {b} from 'cycb';${log('cyca')}
export const a=()=>'a'+b();export const x=1;`,
    },
  ],
  cycb: [
    ES_MODULE,
    {
      'index.js': `import {x} from 'cyca';${log('cycb')}
export const b=()=>'b'+x;`,
    },
  ],
  ver: [{ module: 'index.js' }, { 'index.js': `export const v='root1';` }],
  starcjs: [ES_MODULE, { 'index.js': `export * from 'cjs'; export const own=1;` }],
  evalthrows: [{}, { 'index.js': `throw new Error('at evaluation')` }],
  evalthrowsesm: [ES_MODULE, { 'index.js': `export const q=1;throw new Error('at evaluation')` }],
  lodash: [
    {},
    {
      'index.js': `exports.chunk = require('./chunk');`,
      'chunk.js': `module.exports = (list, size) => [list.slice(0, size), list.slice(size)];`,
    },
  ],
  'date-fns': [
    { type: 'module', exports: { '.': './index.js', './format': './format.js' } },
    { 'index.js': `export * from './format.js';`, 'format.js': `export const format = (date) => date.toISOString();` },
  ],
};

/** Files of the packages, to be installed. */
export const installed: Files = Object.fromEntries(
  Object.entries(packages).flatMap(([name, [manifest, files]]) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...manifest })],
    ...Object.entries(files).map(([file, text]) => [`node_modules/${name}/${file}`, text]),
  ]),
);

/** Modules of an app, and a workspace package that is linked into it. */
export const modules: Files = {
  'packages/shared/package.json': `{"name":"@w/shared","version":"1.0.0","exports":{".":"./src/index.ts","./sub":"./src/sub.ts"}}`,
  'packages/shared/src/index.ts': `import {v} from 'ver';import {K} from 'esm';export const shared=v;export const make=()=>new K();${log('ws')}
`,
  'packages/shared/src/sub.ts': `export enum E { A = 1, B = 2 }
export const sub='sub';`,
  'packages/shared/node_modules/ver/package.json': `{"name":"ver","version":"2.0.0","module":"index.js"}`,
  'packages/shared/node_modules/ver/index.js': `export const v='nested2';`,
  'src/mod/package.json': `{"type":"module"}`,
  'src/tsconfig.json': `{"compilerOptions":{"baseUrl":".","paths":{"@lib/*":["./lib/*"]}}}`,
  'src/lib/util.ts': `export const util='util';`,
  'src/env.ts': `process.env.FLAG='set';
`,
  'src/envdot.ts': `import {config} from 'dotenvish';
config();
`,
  'src/envconst.ts': `import * as esm from 'esm';
export const done=(()=>{process.env.FLAG=esm.default();return 1})();
`,
  'src/heavy.ts': `import {two} from 'esm2';${log('heavy')}
export const h=two;`,
  'src/schemas.ts': `import {make} from 'pure';
export const used=make(1);
export const unused=make('u'.repeat(100));`,
  'src/restar.ts': `export * from 'esm';export * as ns2 from 'esm2';export {a} from 'pure';`,
  'src/restar2.ts': `import {poly} from 'usespoly';export default poly();`,
  'src/data.json': `{"j":1}`,
  'src/barrel.js': `export {a,b} from 'pure';export {K,default as dd} from 'esm';`,
  'src/types.ts': `export {Nope,a} from 'pure';`,
  'src/u1.ts': `import {n} from 'esm';${log('u1')}
export const u1=n;`,
  'src/u2.ts': `import f from 'cjs';import {u1} from './u1';${log('u2')}
export const u2=f()+u1;`,
  'src/cyc1.ts': `import {c2} from './cyc2';import {two} from 'esm2';${log('cyc1')}
export const c1=()=>two;export const x=c2();`,
  'src/cyc2.ts': `import {c1} from './cyc1';import {a} from 'pure';${log('cyc2')}
export const c2=()=>a;export const y=()=>c1();`,
  'src/big.ts': `import * as z from 'zod';export const used=z.object({a:z.string()});export const unused=z.object({zzz:z.iso.datetime(),q:z.bigint(),m:z.map(z.string(),z.date())});`,
};
