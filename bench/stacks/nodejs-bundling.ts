import { type BundlingOptions, Charset, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { bundling, output } from './bundling';

/** The same for NodejsFunction. */
export const nodejsBundling: BundlingOptions = {
  ...bundling,
  format: OutputFormat.CJS,
  sourceMap: true,
  externalModules: [],
  charset: Charset.UTF8,
  esbuildArgs: { '--legal-comments': output.legalComments },
};
