import type { ImagePipelineProps, UploadRoute } from '../constructs/image-pipeline';
import { minutes } from '../duration';
import type { DefaultRow, DefaultRows } from './row';
import { functionRows, noOverrides } from './shared-rows';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Defaults of `ImagePipeline`. */
export const imagePipeline = {
  ...functionRows,
  timeout: { value: minutes(1), why: 'An AVIF of the largest allowed image takes about 20 s on one vCPU.' },
  memory: {
    value: 1769,
    why: 'One whole vCPU for libvips, and room for the largest allowed image, decoded.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  source: { behaviour: 'a private bucket is created', why: 'The pipeline and its bucket share a lifetime.' },
  prefix: { behaviour: 'all keys', why: 'The bucket is for images.' },
  results: {
    behaviour: 'a private bucket is created',
    why: 'Results in the source bucket would trigger the pipeline again.',
    source: `${AWS_LAMBDA}/with-s3.html`,
  },
  transform: { behaviour: 'none', why: 'Resizing needs none of your code.' },
  maxBytes: { value: 26_214_400, why: 'Images of cameras and phones fit into 25 MiB, and memory holds two of them.' },
  maxPixels: {
    value: 50_000_000,
    why: 'Cameras produce up to about 50 megapixels, which take 200 MB. A small file that unpacks to more is an attack.',
    source: 'https://sharp.pixelplumbing.com/api-constructor',
  },
  deleteVariants: {
    value: false,
    why: 'Links to variants can outlive the original, and nothing is deleted unless requested.',
  },
  maxConcurrency: {
    value: 10,
    why: 'The whole quota of a new account is 10. A burst waits safely in the queue.',
    source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
  },
  cdn: { value: false, why: 'Not every variant is public.' },
  uploads: { behaviour: 'none', why: 'The app must decide who may upload.' },
  overrides: noOverrides,
} satisfies DefaultRows<ImagePipelineProps>;

/** Defaults of `UploadRoute`. */
export const uploadRoute = {
  route: { value: 'POST /uploads', why: 'A request for an upload creates something, so it is a POST.' },
  expiresIn: { value: 300, why: 'The upload must begin within this time; five minutes suit a person with a form.' },
  origins: { behaviour: 'none', why: 'An origin that is allowed by accident is a vulnerability.' },
  api: { behaviour: 'the API that all functions of the stack share', why: 'One address for the app.' },
} satisfies DefaultRows<UploadRoute>;

/** Limits of an `ImagePipeline` on every provider that have no prop. */
export const imageDefaults = {
  maxSide: {
    value: 65_535,
    why: 'The maximum side of a JPEG in pixels, and more than a camera or scanner produces. Long thin images cost far more than their pixels: a PNG of 1 by 50 million takes 7 s for each variant, one of 700 by 65,535 takes 0.3 s.',
    source: 'https://www.w3.org/Graphics/JPEG/itu-t81.pdf',
  },
  decodedShare: {
    value: 55,
    why: 'Share of the memory of the function, in percent, that decoding an image may take: 1.02 GB of the default 1769 MiB. A pixel takes 20 bytes in AVIF, 28 with more than 8 bits per sample, and in other formats twice its samples: 6 in JPEG, 12 in a PNG of 16 bits, 64 in a TIFF of four doubles. An AVIF of 10 or 12 bits can have 36 megapixels, others 50.',
    source: 'https://github.com/strukturag/libheif',
  },
} satisfies Record<string, DefaultRow>;
