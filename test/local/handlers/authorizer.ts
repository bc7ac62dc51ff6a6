interface Event {
  readonly type: string;
  readonly identitySource: readonly string[];
}

/** Admits the key `right`. */
export const handler = async ({ type, identitySource: [key] }: Event) => {
  if (type !== 'REQUEST' || key === 'broken') throw new Error('broken');
  return { isAuthorized: key === 'right' };
};
