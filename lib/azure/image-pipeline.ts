import { Construct } from 'constructs';
import type { ImagePipelineProps as PortableProps } from '../constructs/image-pipeline';
import { requireSupport } from '../support/check';
import type { AzureTypes } from './types';

/** Props of `ImagePipeline` on Azure. */
export type ImagePipelineProps = PortableProps<AzureTypes>;

/** Not to be had on Azure yet; a `FileProcessor` with `sharp` does the same. */
export class ImagePipeline extends Construct {
  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: ImagePipelineProps) {
    super(scope, id);
    requireSupport(this.node.path, 'azure', 'ImagePipeline');
  }
}
