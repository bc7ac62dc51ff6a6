import { rmSync } from 'node:fs';
import * as path from 'node:path';
import type { Construct, IConstruct } from 'constructs';
import { watchSynthesis, writeModel } from '../app-model/model-file';
import { removedState } from '../app-model/removed-state';
import { refuse, ValidationError } from '../errors';
import { Annotations, App, LocalBackend, TerraformBackend, TerraformElement, TerraformStack } from './engine';
import { localStatePath } from './local-state';

const RESET = '_resetResolveDiscoveredProviderFeatureUsage';

/** File that is deployed with a stack. */
export interface StackAsset {
  /** Creates its content. Called before any stack is written. */
  build(): void;
  /** Writes it below the folder of the stack. */
  write(folder: string): void;
}

/** Stack that writes the code of its functions and the app model with its output. */
export abstract class TradewindStack extends TerraformStack {
  private readonly assets: StackAsset[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    watchSynthesis(App.of(this).outdir);
  }

  /** Returns the stack of a construct. @throws ValidationError when it is in no stack of ours */
  static override of(construct: IConstruct): TradewindStack {
    const stack = construct.node.scopes.find((scope) => scope instanceof TradewindStack);
    if (stack !== undefined) return stack as TradewindStack;
    const rule = 'is in no stack of this provider';
    const fix = "create it below the provider's own stack class, such as GoogleStack";
    refuse(new ValidationError(construct.node.path, [{ code: 'STACK', prop: 'scope', rule, fix }]));
  }

  /** Adds a file that is built and written with the stack. */
  addAsset(asset: StackAsset): void {
    this.assets.push(asset);
  }

  /** Sets the backend of the stack: the declared one, else a local one whose path does not depend on the machine. */
  override ensureBackendExists(): TerraformBackend {
    const declared = this.node.findAll().find((construct) => TerraformBackend.isBackend(construct));
    if (declared !== undefined) return declared as TerraformBackend;
    return new LocalBackend(this, { path: localStatePath(this.node.id, App.of(this).outdir, this.folder()) });
  }

  /** Called for every stack before the first is written. @throws BundleError */
  override prepareStack(): void {
    for (const asset of this.assets) asset.build();
    this.warnOfRemovedState();
    this.admitElementsOfCdktf();
    super.prepareStack();
  }

  /**
   * cdktn resets, on each element of a stack, which features of its provider are in use. Elements of the `@cdktf`
   * bindings have no such features, and no method for it: they get one that does nothing.
   */
  private admitElementsOfCdktf(): void {
    for (const element of this.node.findAll()) {
      if (TerraformElement.isTerraformElement(element) && !(RESET in element)) {
        Object.defineProperty(element, RESET, { value: () => {} });
      }
    }
  }

  /** Compares with the model of the last synthesis, which no stack has replaced yet. */
  private warnOfRemovedState(): void {
    const app = App.of(this);
    for (const { path: removed, warning } of removedState(app, app.outdir))
      if (removed.startsWith(`${this.node.path}/`)) Annotations.of(this).addWarning(warning);
  }

  /** Converts the stack to JSON. Writes its assets, once everything is validated. */
  override toTerraform(): unknown {
    const app = App.of(this);
    const folder = this.folder();
    rmSync(path.join(folder, 'assets'), { recursive: true, force: true });
    for (const asset of this.assets) asset.write(folder);
    writeModel(app, app.outdir);
    return super.toTerraform();
  }

  /** Folder of the stack, in which Terraform runs. */
  private folder(): string {
    const app = App.of(this);
    return path.join(app.outdir, app.manifest.forStack(this).workingDirectory);
  }
}
