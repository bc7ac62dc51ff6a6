import { tmpdir } from 'node:os';
import { describeApp, seconds } from 'tradewind';
import * as google from 'tradewind/google';
import * as netlify from 'tradewind/netlify';
import { azureDifferences } from '../lib/azure/defaults';
import { cloudflareDifferences } from '../lib/cloudflare/defaults';
import { type DefaultDifferences, withDefaults } from '../lib/defaults';
import { Problems, UnsupportedError, type ValidationError } from '../lib/errors';
import { googleDifferences } from '../lib/google/defaults';
import { netlifyDifferences } from '../lib/netlify/defaults';
import { support } from '../lib/support';
import { checkSupport, requireSupport } from '../lib/support/check';
import { checkLimits } from '../lib/support/limits/check';
import type { Limits } from '../lib/support/limits/types';
import type { Support, Unsupported } from '../lib/support/types';
import { vercelDifferences } from '../lib/vercel/defaults';

type Cell = readonly [provider: keyof typeof support, construct: string, prop: string | undefined, row: Support];

const cells: Cell[] = Object.entries(support).flatMap(([provider, column]) =>
  Object.entries(column).flatMap(([construct, { whole, props }]): Cell[] => [
    [provider as keyof typeof support, construct, undefined, whole],
    ...Object.entries(props ?? {}).map(([prop, row]): Cell => [provider as keyof typeof support, construct, prop, row]),
  ]),
);
const isUnsupported = (row: Support) => typeof row === 'object' && 'unsupported' in row;

describe('the support table', () => {
  test('answers for each provider and construct', () => {
    const constructs = Object.keys(support.aws);
    for (const column of Object.values(support)) expect(Object.keys(column)).toEqual(constructs);
    expect(cells.length).toBeGreaterThan(100);
  });

  test.each(Object.keys(support.aws) as (keyof typeof support.aws)[])('has the same props of %s everywhere', (name) => {
    const columns = Object.values(support).flatMap((column) => (column[name].props ? [column[name].props] : []));
    for (const props of columns) expect(Object.keys(props).sort()).toEqual(Object.keys(columns[0]!).sort());
  });

  const refused = cells.filter(([, , , row]) => isUnsupported(row));

  test.each(refused.filter(([, , prop]) => prop === undefined))(
    '%s refuses %s as a whole',
    (provider, construct, _prop, row) => {
      const refuse = () => requireSupport('Shop/It', provider, construct as never);
      expect(refuse).toThrow(UnsupportedError);
      expect(refuse).toThrow(/^\[tradewind:UNSUPPORTED\] Shop\/It: /);
      expect(refuse).toThrow((row as { unsupported: string }).unsupported);
    },
  );

  test('refuses each unsupported prop, when it is given', () => {
    for (const [provider, construct, prop, row] of refused.filter(([, , name]) => name !== undefined)) {
      const problems = new Problems('Shop/It');
      checkSupport(problems, provider, construct as never, { [prop!]: 1 });
      expect(() => problems.throwIfAny()).toThrow((row as { nearest: string }).nearest);
    }
  });

  const harmless = refused.filter(([, , , row]) => (row as Unsupported).harmless !== undefined);

  test.each(harmless)('accepts on %s the harmless value of %s.%s', (provider, construct, prop, row) => {
    const problems = new Problems('Shop/It');
    checkSupport(problems, provider, construct as never, { [prop!]: (row as Unsupported).harmless });
    expect(() => problems.throwIfAny()).not.toThrow();
  });

  test('has harmless values that ask for nothing', () => {
    const values = harmless.map(([, construct, prop, row]) => `${construct}.${prop}: ${(row as Unsupported).harmless}`);
    expect([...new Set(values)].sort()).toEqual([
      'Bucket.versioned: false',
      'ImagePipeline.cdn: false',
      'Queue.fifo: false',
      'QueueWorker.fifo: false',
    ]);
  });

  const limited = cells.flatMap(([provider, construct, prop, row]) => {
    const limits = typeof row === 'object' && 'limits' in row ? row.limits : undefined;
    return limits === undefined ? [] : [{ provider, construct, prop: prop!, limits }];
  });
  const codesFor = (prop: string, value: unknown, limits: Limits) => {
    const problems = new Problems('Shop/It');
    checkLimits(problems, prop, value, limits);
    try {
      problems.throwIfAny();
      return [];
    } catch (error) {
      return (error as ValidationError).problems.map(({ code }) => code);
    }
  };

  test.each(limited)('accepts on $provider the ends of the range of $construct.$prop', ({ prop, limits }) => {
    if ('names' in limits) {
      expect(codesFor(prop, { GREETING: 'x' }, limits)).toEqual([]);
      expect(codesFor(prop, { 'a-b': 'x', '': 'x' }, limits)).toEqual([limits.code, limits.code]);
      return;
    }
    const [least, most] =
      'sizes' in limits ? [Math.min(...limits.sizes), Math.max(...limits.sizes)] : [limits.least, limits.most];
    expect(codesFor(prop, least, limits)).toEqual([]);
    expect(codesFor(prop, least - 1, limits)).toEqual([limits.code]);
    expect(codesFor(prop, least + 0.5, limits)).toEqual([limits.code]);
    if (most === undefined) return;
    expect(codesFor(prop, seconds(most), limits)).toEqual([]);
    expect(codesFor(prop, seconds(most + 1), limits)).toEqual([limits.code]);
  });

  test('has limits that every default is within', () => {
    const modules = {
      google: googleDifferences,
      azure: azureDifferences,
      cloudflare: cloudflareDifferences,
      vercel: vercelDifferences,
      netlify: netlifyDifferences,
    };
    const broken = limited.flatMap(({ provider, construct, prop, limits }) => {
      const differences: DefaultDifferences = provider === 'aws' ? {} : modules[provider];
      const value = (withDefaults(construct as 'Bucket', {}, differences) as Record<string, unknown>)[prop];
      return value === undefined || codesFor(prop, value, limits).length === 0
        ? []
        : [`${provider} ${construct}.${prop}`];
    });
    expect(broken).toEqual([]);
  });

  test('checks no number that is known only at deployment', () => {
    expect(codesFor('memory', -1.8881545897087503e289, { code: 'MEMORY_RANGE', least: 1, most: 2 })).toEqual([]);
  });

  test('accepts props that are not given, and supported ones', () => {
    const problems = new Problems('Shop/It');
    checkSupport(problems, 'aws', 'ApiFunction', { routes: ['GET /'], timeout: undefined });
    expect(() => problems.throwIfAny()).not.toThrow();
    expect(() => requireSupport('Shop/It', 'aws', 'ApiFunction')).not.toThrow();
  });

  const job = {
    entry: 'test/fixtures/handlers/job.ts',
    schedule: 'every day at 03:00',
    timeZone: 'Europe/Oslo',
    timeout: seconds(20),
  };
  const declareJob = {
    google: () => {
      const app = new google.App({ outdir: tmpdir() });
      return new google.ScheduledJob(
        new google.GoogleStack(app, 'A', { project: 'shop-4711', region: 'europe-north1' }),
        'Job',
        job,
      );
    },
    netlify: () => new netlify.ScheduledJob(new netlify.NetlifySite({ root: tmpdir() }), 'Job', job),
  };

  test.each(['google', 'netlify'] as const)('props that %s does not support are not in the app model', (provider) => {
    const [model] = describeApp(declareJob[provider]().node.root).constructs;
    const props = Object.keys(model!.props);
    expect(props).toEqual(expect.arrayContaining(Object.keys(job)));
    const rows = support[provider].ScheduledJob.props as Readonly<Record<string, Support>>;
    const unsupported = Object.keys(rows).filter((prop) => isUnsupported(rows[prop]!));
    expect(unsupported.length).toBeGreaterThan(0);
    expect(props.filter((prop) => unsupported.includes(prop))).toEqual([]);
  });
});
