import type { IConstruct } from 'constructs';
import { FilesApp, type FilesAppProps, type Texts } from '../../build-output/app';
import { itemAt } from '../../lookup';
import type { Route } from '../../routes';
import { interleaved, type PathConfig, pathConfig, type RoutedFunction, samePath } from '../api/paths';

/** Output of the site. */
export interface NetlifySiteProps extends FilesAppProps {}

/**
 * A site on Netlify: the root of its constructs. `synth()` writes `.netlify/v1/functions` by the Frameworks API, and
 * `.netlify/tradewind.json`, which describes the app. Netlify empties that folder when a build starts, so the program must
 * run as the build command, or at its end.
 *
 * @example
 * const site = new NetlifySite();
 * new ApiFunction(site, 'Orders', { entry: 'src/orders.ts', auth: 'none' });
 * site.synth();
 * @see https://docs.netlify.com/build/frameworks/frameworks-api/
 */
export class NetlifySite extends FilesApp {
  protected readonly output = '.netlify/v1/functions';
  private readonly routed: RoutedFunction[] = [];

  constructor(props: NetlifySiteProps = {}) {
    super(props, '.netlify');
    this.node.addValidation({ validate: () => this.routed.flatMap((each) => this.unreachable(each)) });
  }

  /** The site of a construct. @throws ValidationError when it is not in a `NetlifySite` */
  static of(construct: IConstruct): NetlifySite {
    return FilesApp.find(construct, NetlifySite);
  }

  /** Sends requests to a function. `path` is that of its construct. */
  addRoutes(path: string, routes: readonly Route[]): void {
    this.routed.push({ path, routes });
  }

  /** Path of the construct that already has the path of a route, if there is one. */
  ownerOf(route: Route): string | undefined {
    return samePath(route, this.routed)?.path;
  }

  /** The paths of a function, known when all functions exist. */
  pathsOf(path: string): PathConfig {
    const own = this.routed.filter((each) => each.path === path);
    return pathConfig(itemAt(own, 0), this.routed);
  }

  protected texts(): Texts {
    return {};
  }

  private unreachable(own: RoutedFunction): string[] {
    const route = interleaved(own, this.routed);
    if (route === undefined) return [];
    const rule = `is within a path of another function, which is within a path of this one, and Netlify cannot distinguish them`;
    return [
      `[tradewind:API_ROUTE] ${own.path}: routes="${route.key}" ${rule}. Fix: answer these paths in one function.`,
    ];
  }
}
