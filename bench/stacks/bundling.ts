/** What tradewind bundles with by default, for the contestants to bundle the same. */
export const bundling = {
  target: 'node24',
  minify: true,
  keepNames: true,
  sourcesContent: false,
  mainFields: ['module', 'main'],
};
