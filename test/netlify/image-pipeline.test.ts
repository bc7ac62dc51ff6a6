import { ImagePipeline, type ImagePipelineProps } from 'tradewind/netlify';
import { newSite } from './site';

function withImages(props: Partial<ImagePipelineProps> = {}) {
  const made = newSite();
  const photos = new ImagePipeline(made.site, 'Photos', { variants: { thumb: { width: 64 } }, ...props });
  return { ...made, photos };
}

test('declares its routes and its native modules', () => {
  expect(withImages().photos.function.config).toEqual({
    generator: 'tradewind',
    nodeVersion: '24',
    includedFiles: ['**'],
    path: ['/uploads/photos/*'],
  });
});

test('has its own memory, and settings that it has no props for', () => {
  const { photos } = withImages({ memory: 2048, overrides: { function: { region: 'fra' } } });
  expect(photos.function.config).toMatchObject({ memory: 2048, region: 'fra' });
});

test('has stores that are its own', () => {
  const { photos } = withImages();
  const names = [photos.source.storeName, photos.results.storeName].map((name) => name.replace(/-[0-9a-f]{8}$/, ''));
  expect(names).toEqual(['photos-source', 'photos-results']);
});

test('leaves the rest of the site to others', () => {
  const { site, photos } = withImages();
  new ImagePipeline(site, 'Inner', {
    variants: { thumb: { width: 64 } },
    overrides: { path: '/uploads/photos/of' },
  });
  expect(photos.function.config.excludedPath).toEqual(['/uploads/photos/of/*']);
});
