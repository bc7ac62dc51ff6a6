// Writes the doc comments of each provider into the declarations of its entry point, below the folder that is given.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CONSTRUCTS, type ConstructName, PROVIDER_NAMES } from '../../lib/catalogue';
import type { ProviderName } from '../../lib/runtime/types';
import { type PropDoc, readPropDocs } from '../prop-docs';
import { type DocumentedProp, withComments } from './declaration';
import { commentOf } from './prop-comments';

const docs = readPropDocs();

function main(folder: string): void {
  for (const provider of PROVIDER_NAMES) {
    const root = path.join(folder, provider);
    const files = readdirSync(root).filter((name) => name.endsWith('.d.ts'));
    for (const construct of CONSTRUCTS) {
      document(
        files.map((name) => path.join(root, name)),
        construct,
        documentedProps(provider, construct),
      );
    }
  }
}

/** The props whose comment differs from the portable one. */
function documentedProps(provider: ProviderName, construct: ConstructName): DocumentedProp[] {
  return propsOf(construct).flatMap((doc) => {
    const comment = commentOf(provider, construct, doc);
    const isPortable = comment.text === doc.text && comment.default === doc.default && comment.see === doc.see;
    return isPortable ? [] : [{ name: doc.name, optional: doc.optional, comment }];
  });
}

function propsOf(construct: ConstructName): readonly PropDoc[] {
  const props = docs.get(`${construct}Props`);
  if (props === undefined) throw new Error(`lib/constructs has no interface ${construct}Props`);
  return props;
}

function document(files: readonly string[], construct: ConstructName, props: readonly DocumentedProp[]): void {
  for (const file of files) {
    const written = withComments(readFileSync(file, 'utf8'), construct, props);
    if (written === undefined) continue;
    writeFileSync(file, written);
    return;
  }
  throw new Error(`No declaration of ${construct}Props beside ${files[0]}`);
}

main(process.argv[2] ?? 'dist');
