import { importsOf } from '../imports';
import type { Project } from '../project';
import { libraryFiles } from '../rooms';
import type { Rule } from '../rule';

/** No file imports itself through others, types included: whoever reads one would have to read all. */
export const importCycles: Rule = {
  name: 'import-cycles',
  check(project) {
    const rest = withoutLeaves(graphOf(project));
    const reported = new Set<string>();
    return [...rest.keys()].flatMap((file) => {
      const cycle = cycleFrom(file, rest);
      if (cycle === undefined || cycle.some((member) => reported.has(member))) return [];
      for (const member of cycle) reported.add(member);
      const line = importsOf(project, file).find(({ target }) => target === cycle[1])?.line ?? 1;
      const fault = [...cycle, file].join(' → ');
      return [
        { file, line, fault, remedy: 'move the type or function that both need into a file of its own, below both' },
      ];
    });
  },
};

type Graph = Map<string, ReadonlySet<string>>;

function graphOf(project: Project): Graph {
  const edges = libraryFiles(project).map((file) => {
    const targets = importsOf(project, file).flatMap(({ target }) => target ?? []);
    return [file, new Set(targets)] as const;
  });
  return new Map(edges);
}

/** Drops files that import nothing else of the graph, again and again: they are in no cycle. */
function withoutLeaves(graph: Graph): Graph {
  const rest: Graph = new Map();
  for (const [file, targets] of graph) {
    const inside = [...targets].filter((target) => graph.has(target));
    if (inside.length > 0) rest.set(file, new Set(inside));
  }
  return rest.size === graph.size ? rest : withoutLeaves(rest);
}

/** The shortest way from a file back to itself. */
function cycleFrom(start: string, graph: Graph): readonly string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way[way.length - 1] ?? '') ?? []) {
      if (next === start) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}
