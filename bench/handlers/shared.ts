/** Builds a response; all generated handlers share this module. */
export function answer(statusCode: number, value: unknown) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
