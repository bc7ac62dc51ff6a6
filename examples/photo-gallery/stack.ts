import * as path from 'node:path';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiFunction, ImagePipeline, readOnly } from 'tradewind/aws';

/** Photos in three sizes, served by a CDN, uploaded from a browser or a script. */
export class GalleryStack extends Stack {
  readonly photos = new ImagePipeline(this, 'Photos', {
    variants: {
      thumb: { width: 200, height: 200, fit: 'cover', format: 'webp' },
      card: { width: 800, format: 'jpeg' },
      full: { width: 1600, format: 'avif' },
    },
    deleteVariants: true,
    cdn: true,
    uploads: { auth: 'iam', origins: ['https://gallery.example'] },
  });
  /** What the list may use; its handler takes the types from here. */
  readonly bindings = { RESULTS: readOnly(this.photos.results) };

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new ApiFunction(this, 'List', {
      entry: path.join(__dirname, 'list.ts'),
      routes: ['GET /photos'],
      auth: 'none',
      cors: { origins: ['https://gallery.example'] },
      bindings: this.bindings,
      environment: { CDN: this.photos.distribution?.distributionDomainName ?? '' },
    });
    new CfnOutput(this, 'SourceBucket', { value: this.photos.source.bucketName });
    new CfnOutput(this, 'ResultsBucket', { value: this.photos.results.bucketName });
  }
}
