import * as path from 'node:path';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiFunction, ImagePipeline } from 'tradewind/aws';

/** Photos in three sizes, served by a CDN, uploaded from a browser or a script. */
export class GalleryStack extends Stack {
  readonly photos: ImagePipeline;
  readonly list: ApiFunction;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.photos = new ImagePipeline(this, 'Photos', {
      variants: {
        thumb: { width: 200, height: 200, fit: 'cover', format: 'webp' },
        card: { width: 800, format: 'jpeg' },
        full: { width: 1600, format: 'avif' },
      },
      deleteVariants: true,
      cdn: true,
      uploads: { auth: 'iam', origins: ['https://gallery.example'] },
    });

    this.list = new ApiFunction(this, 'List', {
      entry: path.join(__dirname, 'list.ts'),
      routes: ['GET /photos'],
      auth: 'none',
      cors: { origins: ['https://gallery.example'] },
      environment: {
        RESULTS: this.photos.results.bucketName,
        CDN: this.photos.distribution?.distributionDomainName ?? '',
      },
    });
    this.photos.grantRead(this.list);
    new CfnOutput(this, 'SourceBucket', { value: this.photos.source.bucketName });
    new CfnOutput(this, 'ResultsBucket', { value: this.photos.results.bucketName });
  }
}
