import type { PropComment } from './prop-comments';

/** A prop that an interface declares again, with the comment of a provider. */
export interface DocumentedProp {
  readonly name: string;
  readonly optional: boolean;
  readonly comment: PropComment;
}

/**
 * Turns the alias of the props in a declaration file into an interface that extends the portable props, and that declares
 * `props` again with their comments. It is added at the end of the file. Undefined when the file does not declare the
 * props.
 */
export function withComments(text: string, construct: string, props: readonly DocumentedProp[]): string | undefined {
  const alias = new RegExp(`^(/\\*\\*.*\\*/\\n)?export type ${construct}Props = (.+);$`, 'm');
  const [declaration = '', comment = '', portable] = alias.exec(text) ?? [];
  if (portable === undefined) return undefined;
  const members = props.map(
    ({ name, optional, comment }) =>
      `${commentText(comment)}    readonly ${name}${optional ? '?' : ''}: Required<${portable}>['${name}'];\n`,
  );
  const declared = `${comment}export interface ${construct}Props extends ${portable} {\n${members.join('')}}\n`;
  // The lines stay where they are, so that source maps stay right.
  const kept = text.replace(declaration, declaration.replace(/[^\n]/g, ''));
  const end = kept.indexOf('//# sourceMappingURL');
  return end < 0 ? kept + declared : kept.slice(0, end) + declared + kept.slice(end);
}

function commentText({ text, default: value, see }: PropComment): string {
  const lines = [
    ...text.split('\n'),
    ...(value === undefined ? [] : [`@default ${value}`]),
    ...(see === undefined ? [] : [`@see ${see}`]),
  ];
  return `    /**\n${lines.map((line) => `     * ${line}`.trimEnd()).join('\n')}\n     */\n`;
}
