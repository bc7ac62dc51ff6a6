import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT, readProgram, sourcesOf } from './program';

/** Documentation of one prop of an interface. */
export interface PropDoc {
  readonly name: string;
  readonly optional: boolean;
  /** Doc comment without its tags. */
  readonly text: string;
  /** Text of the `@default` tag. */
  readonly default?: string;
  /** Address of the `@see` tag. */
  readonly see?: string;
}

/**
 * Returns the props of every interface that `lib/constructs` exports, by the name of the interface. It includes
 * inherited props; one that is declared again has the comment of the most specific declaration.
 */
export function readPropDocs(): ReadonlyMap<string, readonly PropDoc[]> {
  const folder = path.join(ROOT, 'lib/constructs');
  const program = readProgram(readdirSync(folder).map((file) => `lib/constructs/${file}`));
  const checker = program.getTypeChecker();
  const found = new Map<string, readonly PropDoc[]>();
  for (const file of sourcesOf(program, 'lib/constructs')) {
    for (const statement of file.statements.filter(ts.isInterfaceDeclaration)) {
      const props = checker.getTypeAtLocation(statement).getProperties();
      found.set(
        statement.name.text,
        props.map((prop) => docOf(prop, checker)),
      );
    }
  }
  return found;
}

function docOf(prop: ts.Symbol, checker: ts.TypeChecker): PropDoc {
  const tags = prop.getJsDocTags(checker);
  const textOf = (wanted: string) => {
    const tag = tags.find(({ name }) => name === wanted);
    return tag && ts.displayPartsToString(tag.text);
  };
  return {
    name: prop.name,
    optional: (prop.flags & ts.SymbolFlags.Optional) !== 0,
    text: ts.displayPartsToString(prop.getDocumentationComment(checker)),
    default: textOf('default'),
    see: textOf('see'),
  };
}
