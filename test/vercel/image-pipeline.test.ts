import { ImagePipeline, type ImagePipelineProps } from 'tradewind/vercel';
import { newApp } from './app';

function withImages(props: Partial<ImagePipelineProps> = {}) {
  const made = newApp();
  const photos = new ImagePipeline(made.app, 'Photos', { variants: { thumb: { width: 64 } }, ...props });
  return { ...made, photos };
}

test('the whole inventory, each with its purpose', () => {
  const { photos, synthesize } = withImages();
  const files = synthesize();
  expect(Object.keys(files)).toEqual([
    'config.json', // brings uploads and deletions to the function
    `functions/${photos.function.name}.func/.vc-config.json`, // the settings of the function; its code is left out here
  ]);
  expect(files).toMatchSnapshot();
});

test('has the memory of the plan, unless it is given, and settings that it has no props for', () => {
  expect(withImages().photos.function.settings).not.toHaveProperty('memory');
  const { settings } = withImages({
    memory: 4096,
    overrides: { function: { regions: ['arn1'] } },
  }).photos.function;
  expect(settings).toMatchObject({ memory: 4096, maxDuration: 60, regions: ['arn1'] });
});

test('has parts of the store that are its own', () => {
  const { photos } = withImages();
  const prefixes = [photos.source.prefix, photos.results.prefix].map((prefix) => prefix.replace(/-[0-9a-f]{8}/, ''));
  expect(prefixes).toEqual(['photos-source/', 'photos-results/']);
});
