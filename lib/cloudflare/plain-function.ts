import type { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import { Construct } from 'constructs';
import type { PlainFunctionProps as PortableProps } from '../constructs/plain-function';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { InvokeClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport, supportedProps } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { checkBindings } from './bindings/bindings';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { createWorker, type WorkerParts, type WorkerSpec } from './function/worker';
import { cloudflareRules } from './prop-rules';
import type { CloudflareTypes } from './types';

/** Props of `PlainFunction` on Cloudflare. */
export type PlainFunctionProps = PortableProps<CloudflareTypes>;
type Settings = Resolved<'PlainFunction', PlainFunctionProps>;

/**
 * A worker without routes and without an address on `workers.dev`: only the service bindings of other workers reach it.
 *
 * @example
 * const resize = new PlainFunction(stack, 'Resize', { entry: 'src/resize.ts' });
 * new ApiFunction(stack, 'Api', { entry: 'src/api.ts', auth: 'none', bindings: { RESIZE: resize } });
 * @see https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/
 */
export class PlainFunction<Event = unknown, Result = unknown>
  extends Construct
  implements Bindable<InvokeClient<Event, Result>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<InvokeClient<Event, Result>>;
  /** The worker. Use it for anything without a prop. */
  readonly script: WorkersScript;
  /** The worker as a binding. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: PlainFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'PlainFunction', props, cloudflareRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'PlainFunction', props);
    checkBindings(problems, settings.bindings, settings.environment);
    problems.throwIfAny();

    const parts = this.createWorker(settings);
    this.script = parts.script;
    this[bound] = {
      kind: 'invoke',
      allowed: ['write', 'readwrite'],
      path: this.script.node.path,
      bindings: (name) => [{ name, type: 'service', service: this.script.scriptName }],
    };
    this.record(settings, parts);
  }

  private createWorker(settings: Settings): WorkerParts {
    const seconds = settings.timeout.toSeconds();
    const worker: WorkerSpec = {
      ...settings,
      adapter: { name: 'invoke', export: 'invoke', options: { timeoutSeconds: seconds } },
      purpose: `Handles invocations of ${this.node.path}`,
      overrides: settings.overrides.script,
    };
    return createWorker(this, worker, seconds);
  }

  private record(settings: Settings, parts: WorkerParts): void {
    recordConstruct(
      this,
      {
        kind: 'PlainFunction',
        provider: 'cloudflare',
        functions: [parts.model],
        triggers: [],
        bindings: parts.bindings,
        limits: {},
      },
      supportedProps('cloudflare', 'PlainFunction', settings),
    );
  }
}
