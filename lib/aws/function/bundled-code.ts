import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import {
  Annotations,
  AspectPriority,
  Aspects,
  type CfnResource,
  type FileAssetLocation,
  FileAssetPackaging,
  Lazy,
  Names,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import { Code, type CodeConfig, type ResourceBindOptions } from 'aws-cdk-lib/aws-lambda';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY,
  ASSET_RESOURCE_METADATA_PATH_KEY,
  ASSET_RESOURCE_METADATA_PROPERTY_KEY,
  DISABLE_ASSET_STAGING_CONTEXT,
} from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { Bundles, checkEntry, placeholderHash } from '../../bundler';
import type { Bundle, BundleRequest } from '../../bundler/types';

interface StagedAsset {
  readonly fileName: string;
  readonly location: FileAssetLocation;
}

/** Property of a Lambda function that holds its code. */
const CODE_PROPERTY = 'Code';

/**
 * Code that is bundled when the template is written, together with all other entries of the app.
 * Its location in the asset bucket is a lazy value until then.
 */
export class BundledCode extends Code {
  readonly isInline = false;
  private bundle?: Bundle;
  private scope?: Construct;
  private staged?: StagedAsset;

  constructor(private readonly request: BundleRequest) {
    super();
  }

  bind(scope: Construct): CodeConfig {
    this.scope = scope;
    checkEntry(this.request);
    if (Stack.of(scope).bundlingRequired) {
      this.bundle = Bundles.of(scope.node.root).register(this.request);
      buildBeforeResolving(Stack.of(scope), this.bundle);
    }
    return {
      s3Location: {
        bucketName: Lazy.string({ produce: () => this.asset().location.bucketName }),
        objectKey: Lazy.string({ produce: () => this.asset().location.objectKey }),
      },
    };
  }

  /** Adds the location of the code for `sam local`, `cdk watch` and hotswap. */
  override bindToResource(resource: CfnResource, options: ResourceBindOptions = {}): void {
    if (!resource.node.tryGetContext(ASSET_RESOURCE_METADATA_ENABLED_CONTEXT)) return;
    resource.addMetadata(ASSET_RESOURCE_METADATA_PATH_KEY, Lazy.string({ produce: () => this.asset().fileName }));
    resource.addMetadata(ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, true);
    resource.addMetadata(ASSET_RESOURCE_METADATA_PROPERTY_KEY, options.resourceProperty ?? CODE_PROPERTY);
  }

  private asset(): StagedAsset {
    this.staged ??= this.bundle === undefined ? this.stagePlaceholder() : this.stageBundle(this.bundle);
    return this.staged;
  }

  /** `cdk ls`, `cdk deploy OtherStack` and tests need a template, not the code. */
  private stagePlaceholder(): StagedAsset {
    const directory = path.dirname(path.resolve(this.request.entry));
    return this.register(directory, placeholderHash(this.request));
  }

  private stageBundle(bundle: Bundle): StagedAsset {
    const scope = this.boundScope();
    const output = bundle.output();
    output.warnings.forEach((warning) => {
      Annotations.of(scope).addWarningV2('tradewind:BUNDLE_WARNING', warning);
    });
    if (scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT)) return this.register(output.directory, output.hash);
    const directory = path.join(this.stage().assetOutdir, `asset.${output.hash}`);
    copyOnce(output.directory, directory);
    return this.register(path.relative(this.stage().outdir, directory), output.hash);
  }

  private register(fileName: string, sourceHash: string): StagedAsset {
    const scope = this.boundScope();
    const location = Stack.of(scope).synthesizer.addFileAsset({
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
      sourceHash,
      fileName,
      deployTime: true,
      displayName: `${Names.stackRelativeConstructPath(scope)}/Code`,
    });
    return { fileName, location };
  }

  private stage(): Stage {
    const stage = Stage.of(this.boundScope());
    if (stage === undefined) throw new Error('a function must be below an App or a Stage');
    return stage;
  }

  private boundScope(): Construct {
    if (this.scope === undefined) throw new Error('BundledCode was resolved before it was bound to a function');
    return this.scope;
  }
}

const prepared = new WeakSet<Stack>();

/**
 * An error thrown while tokens are resolved is wrapped three times. An aspect runs just before, and the first one
 * builds the bundles of the whole app. One per stack, because stages are synthesized before the app's own tree.
 */
function buildBeforeResolving(stack: Stack, bundle: Bundle): void {
  if (prepared.has(stack)) return;
  prepared.add(stack);
  const visit = (node: unknown) => {
    if (node === stack) bundle.output();
  };
  Aspects.of(stack).add({ visit }, { priority: AspectPriority.READONLY });
}

/**
 * Copies a finished folder so that it is either complete or absent, even if other processes write it at the same time.
 */
function copyOnce(from: string, to: string): void {
  if (existsSync(to)) return;
  const partial = `${to}.${process.pid}`;
  copyFolder(from, partial);
  try {
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, file.name), path.join(to, file.name)];
    if (file.isDirectory()) copyFolder(source, target);
    else copyFileSync(source, target);
  }
}
