/** An entry whose handler returns what it sees. */
export interface Case {
  readonly name: string;
  readonly source: string;
  /** @default - a TypeScript file in `src` */
  readonly file?: string;
  readonly external?: readonly string[];
}

const handler = (body: string): string => `export const handler = async () => {${body}};\n`;

/** Cases of what one run of esbuild does, each of which has to be the same in pieces. */
export const cases: readonly Case[] = [
  {
    name: 'barrel of app code, unused names',
    source: `import {a,K} from './barrel';${handler(`return [a,K.name]`)}`,
  },
  { name: 'barrel of app code, a type', source: `import {a} from './types';${handler(`return a`)}` },
  {
    name: 'missing package in a try block',
    source: `let x:any;try{x=require('not-there')}catch(e:any){x=e.code};${handler(`return x`)}`,
  },
  {
    name: 'package that throws when it is evaluated, required in a try block',
    source: `let x:any;try{x=require('evalthrows')}catch(e:any){x=e.message};import {two} from 'esm2';${handler(`return [x,two]`)}`,
  },
  {
    name: 'package that throws when it is evaluated',
    source: `import {q} from 'evalthrowsesm';${handler(`return q`)}`,
  },
  {
    name: 'many app modules between',
    source: `import {u2} from './u2';import {two} from 'esm2';import {u1} from './u1';import 'polycjs';import {a} from 'pure';import r from './restar2';${handler(`const late=require('dual');const d=await import('useb');return [u2,two,u1,a,r,late.kind,Object.keys(d),(globalThis as any).LOG]`)}`,
  },
  {
    name: 'cycle of app modules',
    source: `import {x,c1} from './cyc1';import {y} from './cyc2';${handler(`return [x,c1(),y(),(globalThis as any).LOG]`)}`,
  },
  {
    name: 'unused zod schemas in app code',
    source: `import {used} from './big';${handler(`return used.parse({a:"b"})`)}`,
  },
  { name: 'default import, ESM', source: `import d from 'esm';${handler(`return [d(),d.name]`)}` },
  {
    name: 'default import, CJS',
    source: `import f from 'cjs';import d from 'cjsdef';${handler(`return [f(),f.x,d]`)}`,
  },
  {
    name: 'default import, CJS, from a type:module file',
    source: `import f from 'cjs';import d from 'cjsdef';${handler(`return [f(),f.x,typeof d,(d as any).default]`)}`,
    file: 'src/mod/e.ts',
  },
  {
    name: 'default import, CJS, from .mts',
    source: `import f from 'cjs';import d from 'cjsdef';${handler(`return [f(),f.x,typeof d,(d as any).default]`)}`,
    file: 'src/e.mts',
  },
  {
    name: 'named and default and namespace together',
    source: `import d,* as ns from 'esm';import {K as Q,default as dd} from 'esm';${handler(`return [d===dd,ns.K===Q,Object.keys(ns).sort()]`)}`,
  },
  {
    name: 'namespace import, members only',
    source: `import * as e from 'esm';import * as z from 'zod';${handler(`return [e.default(),z.string().parse("x")]`)}`,
  },
  { name: 'namespace import, escapes', source: `import * as e from 'esm';${handler(`return Object.keys(e).sort()`)}` },
  {
    name: 'namespace of CJS',
    source: `import * as c from 'cjs';import * as d from 'cjsdef';${handler(`return [Object.keys(c).sort(),c.x,Object.keys(d).sort(),d.default]`)}`,
  },
  {
    name: 'named import, CJS',
    source: `import {x,K} from 'cjs';import {chunk} from 'lodash';${handler(`return [x,new K() instanceof K,chunk([1,2,3],2)]`)}`,
  },
  {
    name: 'subpaths',
    source: `import chunk from 'lodash/chunk';import {format} from 'date-fns/format';import * as z from 'zod/v4';${handler(`return [chunk([1,2,3],2),typeof format,z.string().parse("a")]`)}`,
  },
  {
    name: 'require() of CJS and ESM',
    source: `const c=require('cjs');const e=require('esm');${handler(`return [c(),e.default(),Object.keys(e).sort(),e.__esModule]`)}`,
  },
  {
    name: 'require() in a function is lazy',
    source: handler(
      `const before=[...((globalThis as any).LOG??[])];const c=require('cjs');return [before,c(),(globalThis as any).LOG]`,
    ),
  },
  {
    name: 'import() of ESM and CJS, lazy',
    source: handler(
      `const before=[...((globalThis as any).LOG??[])];const e=await import('esm');const c=await import('cjs');return [before,Object.keys(e).sort(),Object.keys(c).sort(),c.default(),(globalThis as any).LOG]`,
    ),
  },
  {
    name: 'import() of CJS from .mts',
    source: handler(`const c=await import('cjsdef');return [Object.keys(c).sort(),typeof c.default]`),
    file: 'src/dyn.mts',
  },
  {
    name: 'import() of app code that imports a package',
    source: `import {n} from 'esm';${handler(`const before=[...((globalThis as any).LOG)];const h=await import('./heavy');return [before,h.h,n,(globalThis as any).LOG]`)}`,
  },
  {
    name: 'static and dynamic of one package',
    source: `import {K} from 'esm';${handler(`const e=await import('esm');return [e.K===K,(globalThis as any).LOG]`)}`,
  },
  {
    name: 'dynamic import inside a package',
    source: `import {load} from 'lazyinside';${handler(`const b=[...(globalThis as any).LOG];return [b,await load(),(globalThis as any).LOG]`)}`,
  },
  {
    name: 'JSON of a package and own',
    source: `import d from 'meta/data.json';import j from './data.json';import p from 'esm/package.json';${handler(`return [d,j,p.name]`)}`,
  },
  {
    name: 'side-effect imports',
    source: `import 'polyesm';import 'polyscript';import 'polycjs';import {poly,at} from 'usespoly';${handler(`return [poly(),at,(globalThis as any).LOG]`)}`,
  },
  {
    name: 'reflect-metadata',
    source: `import 'reflect-metadata';class Q{};(Reflect as any).defineMetadata('k',1,Q);${handler(`return (Reflect as any).getMetadata('k',Q)`)}`,
  },
  {
    name: 'order: env module first',
    source: `import './env';import {env} from 'esm2';${handler(`return [env,(globalThis as any).LOG]`)}`,
  },
  {
    name: 'order: app statement between packages',
    source: `import './envdot';import {K} from 'esm';import './env';import {env} from 'esm2';import {env as e2} from 'pure';${handler(`return [env,e2,K.name,(globalThis as any).LOG]`)}`,
  },
  {
    name: 'order: app const with effect between packages',
    source: `import {done} from './envconst';import {env} from 'esm2';${handler(`return [env,done,(globalThis as any).LOG]`)}`,
  },
  {
    name: 'order: packages among each other',
    source: `import {two} from 'esm2';import {K} from 'esm';import {a} from 'pure';import {registry} from 'peer';${handler(`return [(globalThis as any).LOG,two,K.name,a,registry.size]`)}`,
  },
  {
    name: 'dual package, both ways',
    source: `import {kind,T} from 'dual';const r=require('dual');${handler(`return [kind,r.kind,new T() instanceof r.T,(globalThis as any).LOG]`)}`,
  },
  {
    name: 'peer singleton across packages',
    source: `import {A} from 'usea';import {isBase} from 'useb';import {registry,Base} from 'peer';${handler(`return [isBase(new A()),new A() instanceof Base,[...registry.keys()].sort(),(globalThis as any).LOG]`)}`,
  },
  {
    name: 'instanceof through workspace code',
    source: `import {make,shared} from '@w/shared';import {K} from 'esm';import {v} from 'ver';${handler(`return [make() instanceof K,shared,v,(globalThis as any).LOG]`)}`,
  },
  { name: 'workspace subpath and enum', source: `import {E,sub} from '@w/shared/sub';${handler(`return [E.B,sub]`)}` },
  {
    name: 'tsconfig paths',
    source: `import {util} from '@lib/util';import {two} from 'esm2';${handler(`return [util,two]`)}`,
  },
  { name: 'live bindings', source: `import {n,inc} from 'esm';${handler(`inc();inc();return n`)}` },
  {
    name: 'cycle between packages',
    source: `import {a} from 'cyca';import {b} from 'cycb';${handler(`return [a(),b(),(globalThis as any).LOG]`)}`,
  },
  {
    name: 'star and namespace re-exports in app code',
    source: `import * as all from './restar';import {K,ns2,a} from './restar';${handler(`return [Object.keys(all).sort(),K.name,ns2.two,a]`)}`,
  },
  {
    name: 'ESM package that stars a CJS one',
    source: `import {x,own} from 'starcjs';import * as s from 'starcjs';${handler(`return [x,own,Object.keys(s).sort()]`)}`,
  },
  { name: 'arbitrary export names', source: `import {"a-b" as ab} from 'esm';${handler(`return ab.name`)}` },
  {
    name: 'unused import of a pure package',
    source: `import {a} from 'pure';import 'pure';${handler(`return [(globalThis as any).LOG??[]]`)}`,
  },
  { name: 'unused calls of annotated functions', source: `import {used} from './schemas';${handler(`return used`)}` },
  {
    name: 'import.meta and __dirname in packages',
    source: `import {where} from 'meta';import * as d from 'dirname';${handler(`return [where[1],d.dir,d.req]`)}`,
  },
  {
    name: '__filename in packages',
    source: `import * as d from 'dirname';import {where} from 'meta';${handler(`return [d.file,where[0]]`)}`,
  },
  {
    name: 'external package, from app code and from a package',
    source: `import {ext} from 'wantsext';import x from 'extpkg';${handler(`return [ext(),x]`)}`,
    external: ['extpkg'],
  },
  {
    name: 'keepNames',
    source: `import {K} from 'esm';class Mine{};const fn=()=>{};${handler(`return [K.name,Mine.name,fn.name]`)}`,
  },
  {
    name: 'require.resolve, require.cache, typeof require',
    source: handler(`return [typeof require,typeof require.resolve,typeof require.cache,typeof module]`),
  },
  {
    name: 'CommonJS app module',
    source: `const {two}=require('esm2');const f=require('cjs');module.exports.handler=async()=>[two,f(),globalThis.LOG];`,
    file: 'src/c.js',
  },
  {
    name: 'shadowed require in app code',
    source: `import {two} from 'esm2';function load(require:any){return require('tw:aaaaaaaaaa')};${handler(`return [load((x:string)=>x),two]`)}`,
  },
  {
    name: 'stack trace of app code',
    source: `import {call} from 'callsback';


${handler(`try{call(()=>{throw new Error('x')})}catch(e:any){return e.stack.split('\\n').filter((l:string)=>/src/.test(l)).map((l:string)=>l.replace(/.*(src\\/[^)]*).*/,'$1'))}`)}`,
  },
  {
    name: 'stack trace with a package on it',
    source: `import {boom} from 'throws';
${handler(`try{boom()}catch(e:any){return e.stack.split('\\n').slice(1,3).map((l:string)=>l.replace(/.*?((?:src|node_modules\\/throws|vendor|index)[^)]*).*/,'$1'))}`)}`,
  },
];
