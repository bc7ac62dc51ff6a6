/** A word or phrase that comments, messages, pages and test titles do not use. */
export interface DroppedWord {
  /** Matches each form of it, across the breaks of lines. */
  readonly pattern: RegExp;
  /** Text to write in its place. */
  readonly instead: string;
}

/** Dropped words, each with the plain words that replace it. */
export const DROPPED_WORDS: readonly DroppedWord[] = [
  { pattern: /\btold\b/gi, instead: 'receives, reported, passed, configured, distinguished' },
  { pattern: /\btells\b/gi, instead: 'reports, passes, states, shows, distinguishes' },
  { pattern: /\bhear(?:s|d|ing)?\s+of\b/gi, instead: 'receives, handles, runs for, is notified of' },
  { pattern: /\bnobody\b/gi, instead: 'no one, nothing, no caller' },
  { pattern: /\bsomebody\b/gi, instead: 'someone, a caller, you' },
  { pattern: /\bbesides\b/gi, instead: 'also, in addition to, apart from' },
  { pattern: /\bat\s+the\s+most\b/gi, instead: 'at most' },
  { pattern: /\bbe\s+had\b/gi, instead: 'supported, available, is not supported on' },
  { pattern: /\b(?:let|lets|letting)\s+in\b/gi, instead: 'allows, grants access to, accepts' },
  { pattern: /\banew\b/gi, instead: 'again' },
  { pattern: /\bshall\b/gi, instead: 'must, should, is to' },
  { pattern: /\bfor\s+ever\b/gi, instead: 'forever, without end, never expires' },
  { pattern: /\b(?:stand|stands|stood|standing)\s+in\b/gi, instead: 'is in, is defined in, replaces' },
];

/** Openers of doc comments that hide the subject: question words and pronouns. */
export const DROPPED_OPENERS =
  /^(?:what|who|whom|whose|which|whether|how|why|where|it|its|they|them|their|he|she|we|you|your|i|my|our|that|those)\b/i;

/** The text to write in the place of a dropped opener. */
export const OPENER_ADVICE = 'open with a noun or a verb that names the thing or its actor';
