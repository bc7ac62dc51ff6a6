import type { IConstruct } from 'constructs';
import { FilesApp, type FilesAppProps, type Texts } from '../../build-output/app';
import type { Route } from '../../routes';
import { type RoutedFunction, routingRules } from '../api/routes';

/** Output of the app. */
export interface VercelAppProps extends FilesAppProps {}

/** A function of the build output. */
export interface DeployedFunction {
  /** Folder below `functions`, without `.func`. */
  readonly name: string;
  /** Content of its `.vc-config.json`. */
  readonly settings: object;
}

/** A cron job. @see https://vercel.com/docs/build-output-api/configuration#crons */
export interface Cron {
  /** Path of the GET request. */
  readonly path: string;
  /** Five fields, in UTC. */
  readonly schedule: string;
}

/**
 * An app on Vercel: the root of its constructs. `synth()` writes `.vercel/output` by the Build Output API, which `vercel
 * deploy --prebuilt` deploys, and `.vercel/tradewind.json`, which describes the app.
 *
 * @example
 * const app = new VercelApp();
 * new ApiFunction(app, 'Orders', { entry: 'src/orders.ts', auth: 'none' });
 * app.synth();
 * @see https://vercel.com/docs/build-output-api
 */
export class VercelApp extends FilesApp {
  protected readonly output = '.vercel/output';
  private readonly functions: DeployedFunction[] = [];
  private readonly routed: (RoutedFunction & { readonly path: string })[] = [];
  private readonly crons: Cron[] = [];

  constructor(props: VercelAppProps = {}) {
    super(props, '.vercel');
  }

  /** The app of a construct. @throws ValidationError when it is not in a `VercelApp` */
  static of(construct: IConstruct): VercelApp {
    return FilesApp.find(construct, VercelApp);
  }

  /** Adds a function to the deployment. */
  addFunction(fn: DeployedFunction): void {
    this.functions.push(fn);
  }

  /** Sends requests to a function. `path` is that of its construct. */
  addRoutes(path: string, fn: DeployedFunction, routes: readonly Route[], cors: boolean): void {
    this.routed.push({ path, name: fn.name, routes, cors });
  }

  /** Path of the construct that already has the route, if there is one. */
  ownerOf(route: Route): string | undefined {
    return this.routed.find(({ routes }) => routes.some(({ claim }) => claim === route.claim))?.path;
  }

  /** Triggers a function on a schedule. */
  addCron(cron: Cron): void {
    this.crons.push(cron);
  }

  protected texts(): Texts {
    const config = {
      version: 3,
      routes: routingRules(this.routed),
      ...(this.crons.length > 0 && { crons: this.crons }),
    };
    const settings = this.functions.map((fn) => [`functions/${fn.name}.func/.vc-config.json`, json(fn.settings)]);
    return { 'config.json': json(config), ...Object.fromEntries(settings) };
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
