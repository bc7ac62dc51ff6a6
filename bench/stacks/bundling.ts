/** What tradewind bundles with by default, for the contestants to bundle the same. */
export const bundling = {
  target: 'node24',
  minify: true,
  keepNames: true,
  sourcesContent: false,
  mainFields: ['module', 'main'],
};

/** More of the same, which NodejsFunction spells differently. */
export const output = { charset: 'utf8', legalComments: 'none' } as const;
