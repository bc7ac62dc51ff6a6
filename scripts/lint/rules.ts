import type { Rule } from './rule';
import { bundledCode } from './rules/bundled-code';
import { cataloguePieces } from './rules/catalogue-pieces';
import { commentOpeners } from './rules/comment-openers';
import { droppedWords } from './rules/dropped-words';
import { fileNames } from './rules/file-names';
import { importCycles } from './rules/import-cycles';
import { literalDefaults } from './rules/literal-defaults';
import { providerImports } from './rules/provider-imports';
import { sizes } from './rules/sizes';
import { terraformEngine } from './rules/terraform-engine';
import { webStandards } from './rules/web-standards';

/** Rules of structure. */
export const HOUSE_RULES: readonly Rule[] = [
  providerImports,
  terraformEngine,
  bundledCode,
  webStandards,
  importCycles,
  sizes,
  fileNames,
  literalDefaults,
  cataloguePieces,
];

/** Rules of English, which `npm run lint:prose` applies alone. */
export const PROSE_RULES: readonly Rule[] = [commentOpeners, droppedWords];
