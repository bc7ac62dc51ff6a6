const HASH = /[0-9a-f]{64}/g;

/** Masks the hashes of assets in snapshots, so that a change of shipped code changes no snapshot of resources. */
module.exports = {
  test: (value) => typeof value === 'string' && value.search(HASH) >= 0,
  serialize: (value) => JSON.stringify(value.replace(HASH, '<asset-hash>')),
};
