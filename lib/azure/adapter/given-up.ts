/** What is logged when changes are given up. Their alarm looks for it. */
export const CHANGES_GIVEN_UP = 'Changes were given up';

/** What is logged when an image is refused for good. Its alarm looks for it. */
export const IMAGE_REFUSED = 'The image was refused and goes to the dead-letter queue';
