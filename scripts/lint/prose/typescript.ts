import ts from 'typescript';
import { blankCode } from './blank';
import type { Prose } from './prose';

/** Comments and strings of a file. A string without a space is a name or a path, and is left out. */
export function typescriptProse(source: ts.SourceFile, text: string): readonly Prose[] {
  const tokens: ts.Node[] = [];
  const strings: Prose[] = [];
  const visit = (node: ts.Node): void => {
    if (isTextToken(node)) tokens.push(node);
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) strings.push(stringProse(node, source, text));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [
    ...commentsOf(withoutTokens(text, tokens, source), text),
    ...strings.filter((string) => /\s/.test(string.text)),
  ];
}

/** Tokens in which a comment sign starts no comment. */
function isTextToken(node: ts.Node): boolean {
  return ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function withoutTokens(text: string, tokens: readonly ts.Node[], source: ts.SourceFile): string {
  let code = '';
  for (const token of tokens) {
    const start = token.getStart(source);
    code += text.slice(code.length, start) + '#'.repeat(token.end - start);
  }
  return code + text.slice(code.length);
}

function stringProse(node: ts.StringLiteralLike | ts.TemplateExpression, source: ts.SourceFile, text: string): Prose {
  const start = node.getStart(source) + 1;
  let inner = text.slice(start, node.end - 1);
  for (const { expression, literal } of ts.isTemplateExpression(node) ? node.templateSpans : []) {
    const [from, to] = [expression.pos - start, literal.getStart(source) - start];
    inner = inner.slice(0, from) + inner.slice(from, to).replace(/[^\n]/g, '#') + inner.slice(to);
  }
  return { start, text: blankCode(inner), isDoc: false };
}

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*(?:\n[ \t]*\/\/.*)*/g;
const PUNCTUATION = /^\/\*+|\*+\/$|^[ \t]*\*(?!\/)|^[ \t]*\/\//gm;

function commentsOf(code: string, text: string): readonly Prose[] {
  return [...code.matchAll(COMMENT)].map(({ 0: { length }, index: start }) => {
    const comment = text.slice(start, start + length);
    const words = comment.replace(PUNCTUATION, (mark) => ' '.repeat(mark.length));
    return { start, text: blankCode(words), isDoc: comment.startsWith('/**') };
  });
}
