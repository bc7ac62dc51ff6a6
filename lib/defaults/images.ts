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
  source: { behaviour: 'a private bucket is made', why: 'The pipeline and its bucket live and end together.' },
  prefix: { behaviour: 'all', why: 'The bucket is for images.' },
  results: {
    behaviour: 'a private bucket is made',
    why: 'Results in the source bucket would wake the pipeline again.',
    source: `${AWS_LAMBDA}/with-s3.html`,
  },
  transform: { behaviour: 'none', why: 'Resizing needs no code of yours.' },
  maxBytes: { value: 26_214_400, why: '25 MiB holds what cameras and phones make, and fits in memory twice.' },
  maxPixels: {
    value: 50_000_000,
    why: 'Cameras stop at about 50 megapixels; a small file that unpacks to more is an attack, and 50 take 200 MB.',
    source: 'https://sharp.pixelplumbing.com/api-constructor',
  },
  deleteVariants: { value: false, why: 'Links to variants may outlive the original; nothing is deleted unasked.' },
  maxConcurrency: {
    value: 10,
    why: "A new account's whole quota is 10. A burst waits in the queue, where it is safe.",
    source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
  },
  cdn: { value: false, why: 'Not every variant is public.' },
  uploads: { behaviour: 'none', why: 'Who may upload is for the app to say.' },
  overrides: noOverrides,
} satisfies DefaultRows<ImagePipelineProps>;

/** Defaults of `UploadRoute`. */
export const uploadRoute = {
  route: { value: 'POST /uploads', why: 'Asking for an upload makes something: a POST.' },
  expiresIn: { value: 300, why: 'The upload has to begin within it; five minutes suit a person with a form.' },
  origins: { behaviour: 'none', why: 'An origin that is let in by accident is a hole.' },
  api: { behaviour: "the stack's shared API", why: 'One address for the app.' },
} satisfies DefaultRows<UploadRoute>;

/** Fixed limits of an `ImagePipeline` on every provider, that no prop sets. */
export const imageDefaults = {
  maxSide: {
    value: 65_535,
    why: 'The longest side of a JPEG in pixels, and more than a camera or scanner makes. Long thin images cost far more than their pixels: a PNG of 1 by 50 million takes 7 s for each variant, one of 700 by 65,535 takes 0.3 s.',
    source: 'https://www.w3.org/Graphics/JPEG/itu-t81.pdf',
  },
  decodedShare: {
    value: 55,
    why: 'Percent of the memory of the function that decoding an image may take: 1.02 GB of the default 1769 MiB. A pixel takes 20 bytes in AVIF, 28 with more than 8 bits a sample, elsewhere twice its samples: 6 in JPEG, 12 in a PNG of 16 bits, 64 in a TIFF of four doubles. An AVIF of 10 or 12 bits may have 36 megapixels, others 50.',
    source: 'https://github.com/strukturag/libheif',
  },
} satisfies Record<string, DefaultRow>;
