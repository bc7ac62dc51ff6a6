import { findLoops } from '../lib/loops';
import type { AppModel, BindingModel, TriggerModel } from '../lib/model';

/** An app of functions that call each other, and of queues that they write to and are woken by. */
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
      kind: 'QueueWorker',
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
  test('are found once, by the functions that they go through', () => {
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

  test('come shortest first', () => {
    const loops = findLoops(app([...ring, ['D', 'D']]));
    expect(loops).toEqual([
      ['D', 'D'],
      ['A', 'B', 'C', 'A'],
    ]);
  });

  test('behind one that is excused are found', () => {
    const model = app(ring, { A: 'Qa', B: 'Qb', C: 'Qc' });
    expect(findLoops(model)).toHaveLength(3);
    expect(findLoops(model, (path) => path.startsWith('Q'))).toEqual([['A', 'B', 'C', 'A']]);
  });
});
