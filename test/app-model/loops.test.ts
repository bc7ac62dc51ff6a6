import { findLoops } from '../../lib/app-model/loops';
import type { AppModel, BindingModel, TriggerModel } from '../../lib/app-model/model';

/** Creates an app of functions that call each other, and of queues that they write to and that trigger them. */
function app(calls: readonly [string, string][], queues: Readonly<Record<string, string>> = {}): AppModel {
  const names = [...new Set(calls.flat())];
  const constructs = names.map((name) => {
    const bindings: BindingModel[] = calls
      .filter(([from]) => from === name)
      .map(([from, target]) => ({ name: 'X', target, access: 'write', function: from }));
    const own = queues[name];
    if (own !== undefined) bindings.push({ name: 'Q', target: own, access: 'write', function: name });
    const triggers: TriggerModel[] = own === undefined ? [] : [{ kind: 'queue', on: own, function: name, source: own }];
    const functions = [{ path: name, runtime: 'nodejs', architecture: 'arm64', memory: 1, timeoutSeconds: 1 }];
    return {
      kind: 'QueueWorker' as const,
      provider: 'aws' as const,
      path: name,
      props: {},
      functions,
      triggers,
      bindings,
      limits: {},
      resources: [],
    };
  });
  return { version: 1, constructs, shared: [] };
}

const ring: [string, string][] = [
  ['A', 'B'],
  ['B', 'C'],
  ['C', 'A'],
];

describe('loops', () => {
  test('are found once, by the functions that they contain', () => {
    expect(findLoops(app(ring))).toEqual([['A', 'B', 'C', 'A']]);
    expect(
      findLoops(
        app([
          ['A', 'B'],
          ['B', 'C'],
        ]),
      ),
    ).toEqual([]);
  });

  test('are sorted by length, shortest first', () => {
    const loops = findLoops(app([...ring, ['D', 'D']]));
    expect(loops).toEqual([
      ['D', 'D'],
      ['A', 'B', 'C', 'A'],
    ]);
  });

  test('behind an acknowledged one are found', () => {
    const model = app(ring, { A: 'Qa', B: 'Qb', C: 'Qc' });
    expect(findLoops(model)).toHaveLength(3);
    expect(findLoops(model, (path) => path.startsWith('Q'))).toEqual([['A', 'B', 'C', 'A']]);
  });
});

describe('prefixes of a bucket', () => {
  /**
   * Creates a chain of functions: each receives the objects of one bucket below its first prefix, and writes below its
   * second.
   */
  function chain(...steps: readonly (readonly [from?: string, to?: string])[]): AppModel {
    const model = app(steps.map((_step, index) => [`F${index}`, 'Elsewhere']));
    const constructs = model.constructs.filter(({ path }) => path !== 'Elsewhere');
    return {
      ...model,
      constructs: constructs.map((construct, index) => {
        const [from, to] = steps[index]!;
        const { path } = construct;
        return {
          ...construct,
          triggers: [{ kind: 'object', on: `upload ${from}*`, function: path, source: 'Files', prefix: from }],
          bindings: [{ name: 'OUT', target: 'Files', access: 'write', function: path, prefix: to }],
        };
      }),
    };
  }

  test.each<[string | undefined, string | undefined]>([
    ['in/', 'out/'],
    ['in/a', 'in/b'],
  ])('%p and %p separate triggers from writes', (from, to) => expect(findLoops(chain([from, to]))).toEqual([]));

  test.each<[string | undefined, string | undefined]>([
    [undefined, 'out/'],
    ['in/', undefined],
    ['in/', 'in/'],
    ['in/', 'in/done/'],
    ['in/new/', 'in/'],
    ['', 'out/'],
    // Event Grid compares without regard to case.
    ['IN/', 'in/'],
    // Values that are known only at deployment.
    ['$'.concat('{Token[Prefix.1]}'), 'out/'],
    ['$'.concat('{var.prefix}'), 'out/'],
  ])('%p and %p do not', (from, to) =>
    expect(findLoops(chain([from, to]))).toEqual([['F0', to === undefined ? 'Files' : `Files/${to}*`, 'F0']]),
  );

  test('are followed through several functions', () => {
    expect(findLoops(chain(['a/', 'b/'], ['b/', 'c/']))).toEqual([]);
    expect(findLoops(chain(['a/', 'b/'], ['b/', 'a/']))).toEqual([['F0', 'Files/b/*', 'F1', 'Files/a/*', 'F0']]);
  });

  test('are acknowledged with their bucket', () => {
    expect(findLoops(chain(['in/', 'in/']), (path) => path === 'Files')).toEqual([]);
  });
});
