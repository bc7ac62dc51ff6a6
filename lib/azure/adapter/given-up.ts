/** Log line for changes that are given up. Their alarm searches for it. */
export const CHANGES_GIVEN_UP = 'Changes were given up';

/** Log line for a permanently refused image. Its alarm searches for it. */
export const IMAGE_REFUSED = 'The image was refused and goes to the dead-letter queue';
