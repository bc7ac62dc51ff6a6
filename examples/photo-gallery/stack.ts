import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import * as aws from 'tradewind/aws';
import { declareSite, PHOTOS } from './gallery';

/** Gallery on AWS, with features of AWS only: a CDN that shows the photos, and uploads from a browser or a script. */
export class GalleryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const photos = new aws.ImagePipeline(this, 'Photos', {
      ...PHOTOS,
      cdn: true,
      uploads: { auth: 'iam', origins: ['https://gallery.example'] },
    });
    declareSite(aws, this, photos, photos.distribution?.distributionDomainName);
    new CfnOutput(this, 'SourceBucket', { value: photos.source.bucketName });
    new CfnOutput(this, 'ResultsBucket', { value: photos.results.bucketName });
  }
}
