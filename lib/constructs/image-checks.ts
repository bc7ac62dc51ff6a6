import type { Problems } from '../errors';
import type { ImageVariant } from '../runtime-images/types';
import type { ImagePipelineProps } from './image-pipeline';

/** Maximum width and height that every format can store. */
const MAX_SIDE = 16_383;

/** Checks the props of an `ImagePipeline` that are the same on every provider. */
export function checkImagePipeline(problems: Problems, props: ImagePipelineProps): void {
  const variants = Object.entries(props.variants ?? {});
  problems.require(variants.length > 0, {
    code: 'IMAGE_VARIANTS',
    prop: 'variants',
    value: props.variants,
    rule: 'is empty, so the pipeline would create nothing',
    fix: "name at least one variant, such as { thumb: { width: 200, format: 'webp' } }",
  });
  for (const [name, variant] of variants) checkVariant(problems, name, variant);
  checkWhole(problems, 'maxBytes', props.maxBytes);
  checkWhole(problems, 'maxPixels', props.maxPixels);
}

function checkVariant(problems: Problems, name: string, variant: ImageVariant): void {
  const prop = `variants.${name}`;
  problems.require(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name), {
    code: 'IMAGE_VARIANTS',
    prop,
    rule: 'cannot be part of a key: a name has at most 64 letters, digits, - and _',
    fix: 'rename it',
  });
  problems.require(variant.width !== undefined || variant.height !== undefined, {
    code: 'IMAGE_VARIANTS',
    prop,
    value: variant,
    rule: 'has neither a width nor a height',
    fix: 'give one of them in pixels',
  });
  for (const side of ['width', 'height'] as const) checkSide(problems, `${prop}.${side}`, variant[side]);
  const { quality } = variant;
  problems.require(quality === undefined || (Number.isInteger(quality) && quality >= 1 && quality <= 100), {
    code: 'IMAGE_VARIANTS',
    prop: `${prop}.quality`,
    value: quality,
    rule: 'is not a whole number from 1 to 100',
    fix: 'give such a number, or omit the prop',
  });
}

function checkSide(problems: Problems, prop: string, pixels: number | undefined): void {
  problems.require(pixels === undefined || (Number.isInteger(pixels) && pixels >= 1 && pixels <= MAX_SIDE), {
    code: 'IMAGE_VARIANTS',
    prop,
    value: pixels,
    rule: `is not a whole number of pixels from 1 to ${MAX_SIDE}, the maximum of WebP`,
    fix: 'give such a number',
  });
}

function checkWhole(problems: Problems, prop: 'maxBytes' | 'maxPixels', value: number | undefined): void {
  problems.require(value === undefined || (Number.isInteger(value) && value >= 1), {
    code: 'IMAGE_LIMITS',
    prop,
    value,
    rule: 'is not a whole number of at least 1',
    fix: 'give such a number, or omit the prop',
  });
}
