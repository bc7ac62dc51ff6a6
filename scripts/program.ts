import path from 'node:path';
import ts from 'typescript';

/** Folder of the project. */
export const ROOT = path.resolve(__dirname, '..');

/** Compiles the library, from `roots`, which are paths from the project's folder. */
export function readProgram(roots: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: roots }, ts.sys, ROOT);
  return ts.createProgram(
    roots.map((root) => path.join(ROOT, root)),
    options,
  );
}

/** Path from the project's folder, with slashes on every system. */
export function relativePath(file: string): string {
  return path.relative(ROOT, file).split(path.sep).join('/');
}

/** Returns the files of the program under `folder`, without declarations. */
export function sourcesOf(program: ts.Program, folder: string): ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && relativePath(file.fileName).startsWith(`${folder}/`));
}
