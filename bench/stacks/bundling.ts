/** Default bundling options of tradewind, so that the contestants bundle the same. */
export const bundling = {
  target: 'node24',
  minify: true,
  keepNames: true,
  sourcesContent: false,
  mainFields: ['module', 'main'],
};

/** More of these options, which NodejsFunction spells differently. */
export const output = { charset: 'utf8', legalComments: 'none' } as const;
