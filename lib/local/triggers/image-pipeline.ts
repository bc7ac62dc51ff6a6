import type { RunConstruct } from '../../app-model/run-model';
import { imageLimits } from '../../constructs/image-limits';
import { defaults } from '../../defaults';
import type { ImageVariant } from '../../runtime-images/types';
import type { ImageOptions } from '../adapter/image-worker';
import { effective } from '../semantics';
import { numberOf, objectOf } from '../settings';
import type { FunctionBehaviour } from './behaviour';
import { connectObjects } from './file-processor';

/** The function that tradewind ships, with the sharp of the project. */
export const imagePipeline: FunctionBehaviour = {
  oneAtATime: true,
  adapter: (construct) => ({ name: 'image-worker', export: 'imageWorker', options: optionsOf(construct) }),
  maxInstances: (construct) => effective(construct, 'maxConcurrency', defaults.ImagePipeline.maxConcurrency.value),
  connect: (construct, fn, parts) =>
    connectObjects(construct, fn, parts, { deletions: construct.settings.deleteVariants === true }),
};

function optionsOf(construct: RunConstruct): ImageOptions {
  const { maxBytes, maxPixels } = defaults.ImagePipeline;
  const targetOf = (name: string) => construct.bindings.find((each) => each.name === name)?.target ?? construct.path;
  return {
    variants: objectOf<Record<string, ImageVariant>>(construct, 'variants') ?? {},
    limits: imageLimits({
      maxBytes: numberOf(construct, 'maxBytes') ?? maxBytes.value,
      maxPixels: numberOf(construct, 'maxPixels') ?? maxPixels.value,
      memory: numberOf(construct, 'memory'),
    }),
    deleteVariants: construct.settings.deleteVariants === true,
    source: targetOf('source'),
    results: targetOf('results'),
  };
}
