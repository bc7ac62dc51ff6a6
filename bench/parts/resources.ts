import { countResources } from '../assembly';
import { runNode } from '../child';
import type { Project } from '../project';
import type { Findings } from '../report';

const TEMPLATE_LIMIT = 500;
const kinds = ['RestApi', 'HttpApi', 'tradewind'] as const;
/** Numbers of routes in a stack, two of them: the difference shows the share of a route. */
const [few, many] = [1, 21];

/** Measures the resources per route, out of the 500 that a template may hold. */
export async function measureResources(project: Project): Promise<Findings> {
  await runNode([project.path('programs', 'apps', 'routes.cjs')], project.root, {
    BENCH_OUTDIR: project.path('cdk.out.routes'),
    BENCH_ROUTES: `${few},${many}`,
    CDK_VALIDATION: 'false',
  });
  const counted = kinds.map((kind) => {
    const [before, after] = [total(project, kind, few), total(project, kind, many)];
    const perRoute = (after - before) / (many - few);
    return { kind, perRoute, fixed: before - perRoute * few };
  });
  const rows = counted.map(({ kind, perRoute, fixed }) => [
    kind,
    `${perRoute}`,
    `${fixed}`,
    `${Math.floor((TEMPLATE_LIMIT - fixed) / perRoute)}`,
  ]);
  const figure = counted.find(({ kind }) => kind === 'tradewind')!.perRoute;
  return {
    tables: [
      {
        title: 'Resources of an API with a function per route: tracing, logs and IAM on',
        header: ['API', 'per route', 'fixed', 'routes in a stack'],
        rows,
      },
    ],
    bars: [{ what: 'resources per route', figure, limit: 5, digits: 0 }],
  };
}

function total(project: Project, kind: string, routes: number): number {
  return [...countResources(project.path('cdk.out.routes', `${kind}.${routes}`)).values()].reduce((a, b) => a + b, 0);
}
