import type { RunConstruct, RunModel } from '../app-model/run-model';
import type { ConstructName } from '../catalogue';
import { Activity } from './activity';
import type { ClientCall, Reply } from './adapter/protocol';
import { Buckets } from './buckets/buckets';
import type { Clock } from './clock';
import type { LocalEvent } from './events';
import type { Finding } from './finding';
import { FunctionSpecs, functionPath, type Values } from './function-specs';
import { buildTogether } from './functions/bundle-group';
import { LocalFunction } from './functions/local-function';
import { FUNCTION_HEADER, Gateway } from './http/gateway';
import { LocalCredentials } from './http/iam';
import { LocalIssuer } from './http/local-issuer';
import { Queues } from './queues/queues';
import type { LocalJob } from './schedules/local-job';
import { Services } from './services/services';
import { Constructs } from './settings';
import type { Journal } from './state/journal';
import { Tables } from './tables/tables';
import { behaviours } from './triggers';
import type { EngineParts } from './triggers/behaviour';

/** Settings of an engine. */
export interface EngineOptions extends Values {
  readonly clock: Clock;
  readonly journal: Journal;
  /** Values of secrets, by the paths of their constructs. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Names the folder of the code, which no other engine uses. */
  readonly folder: string;
  /** Receives each event as it happens. */
  readonly onEvent?: (event: LocalEvent) => void;
}

/** Runs an app. */
export class Engine implements EngineParts {
  readonly activity = new Activity();
  readonly gateway = new Gateway();
  readonly issuer = new LocalIssuer();
  readonly credentials = new LocalCredentials();
  readonly jobs = new Map<string, LocalJob>();
  readonly functions = new Map<string, LocalFunction>();
  readonly constructs: Constructs;
  readonly queues: Queues;
  readonly buckets: Buckets;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly journal: Journal;
  private readonly found: Finding[] = [];
  private readonly services: Services;

  private constructor(
    model: RunModel,
    private readonly options: EngineOptions,
  ) {
    this.clock = options.clock;
    this.journal = options.journal;
    this.constructs = new Constructs(model.constructs);
    this.queues = new Queues(this.constructs, this);
    this.buckets = new Buckets(this);
    this.tables = new Tables(this.constructs, this);
    this.services = new Services(this, options.secrets, options.fixes);
  }

  /** Builds the functions of an app, and starts its triggers. @throws BuildError when one does not build */
  static async start(model: RunModel, options: EngineOptions): Promise<Engine> {
    const engine = new Engine(model, options);
    try {
      await engine.createFunctions();
      engine.connect();
      return engine;
    } catch (error) {
      await engine.stop();
      throw error;
    }
  }

  /** Parts of the app that the local run leaves out, or runs in another way. */
  get findings(): readonly Finding[] {
    return [...this.found, ...this.services.findings()];
  }

  readonly functionAt = (path: string) => this.functions.get(path);

  queueAt(path: string) {
    return this.queues.at(path);
  }

  bucketAt(path: string) {
    return this.buckets.at(path);
  }

  tableAt(path: string) {
    return this.tables.at(path);
  }

  log(path: string, line: string): void {
    this.emit({ type: 'log', function: path, line });
  }

  emit(event: LocalEvent): void {
    this.options.onEvent?.(event);
  }

  /** Answers the call of a client in a function. */
  call(call: ClientCall): Promise<Reply> {
    return this.activity.track(this.services.answer(call));
  }

  /** Ends all threads, and closes the state. */
  async stop(): Promise<void> {
    await Promise.all([...this.functions.values()].map((fn) => fn.close()));
    this.journal.close();
  }

  private async createFunctions(): Promise<void> {
    const specs = new FunctionSpecs(this.options, this.options.folder);
    for (const construct of this.constructs.all) {
      const behaviour = behaviours[construct.kind as ConstructName];
      if (behaviour === 'state' || behaviour === undefined) continue;
      if (isUploadRoute(construct)) {
        this.found.push(noUploads(construct));
        continue;
      }
      const authorizer = specs.readAuthorizer(construct);
      for (const spec of [specs.read(construct, behaviour), ...(authorizer ? [authorizer] : [])])
        this.functions.set(spec.path, new LocalFunction(spec, this));
    }
    this.found.push(...specs.findings);
    await buildAll([...this.functions.values()]);
  }

  private connect(): void {
    for (const construct of this.constructs.all) {
      const behaviour = behaviours[construct.kind as ConstructName];
      const fn = this.functions.get(functionPath(construct));
      if (fn === undefined || typeof behaviour === 'string') continue;
      behaviour.connect(construct, fn, this);
    }
    for (const { route, paths } of this.gateway.shared()) {
      const message = `${route} is declared by ${paths.join(' and ')}: the first answers`;
      const fix = `reach another by the header ${FUNCTION_HEADER}, such as ${paths.at(-1)}`;
      this.found.push({ path: paths.at(-1) ?? '', message, fix });
    }
  }
}

/** @throws an error that lists the mistakes of all functions */
async function buildAll(functions: readonly LocalFunction[]): Promise<void> {
  const together = await buildTogether(functions.map(({ spec }) => spec.bundle));
  for (const fn of functions) {
    const code = together.get(fn.spec.bundle);
    if (code !== undefined) fn.take(code);
  }
  const built = await Promise.allSettled(functions.map((fn) => fn.built()));
  const errors = built.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'));
}

/** Recognizes an `ApiFunction` that tradewind ships. */
function isUploadRoute({ kind, functions }: RunConstruct): boolean {
  return kind === 'ApiFunction' && functions.every(({ entry }) => entry === undefined);
}

function noUploads({ path }: RunConstruct): Finding {
  const message = 'the route for uploads does not run locally: it signs addresses of the provider';
  return { path, message, fix: 'put objects into the source bucket' };
}
