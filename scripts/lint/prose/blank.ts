/** Blanks each match with characters that belong to no word. Lengths and lines stay the same. */
export function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, '#'));
}

const FENCED = /^([ \t*]*)(```|~~~)[\s\S]*?(?:^[ \t*]*\2|$(?![\s\S]))/gm;
const INLINE = /\\?`[^`\\]*\\?`/g;
const LINK = /\{@link[^}]*\}/g;
const ADDRESS = /\bhttps?:\/\/[^\s)>'"]+/g;

/** Blanks code and addresses, which are no English. */
export function blankCode(text: string): string {
  return [FENCED, INLINE, LINK, ADDRESS].reduce(blank, text);
}
