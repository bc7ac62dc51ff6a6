/** Name of an environment variable for a construct: `SHOP_API_KEY` for `Shop/ApiKey`. */
export function variableName(path: string): string {
  return path
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
