import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

/** Generated project that uses tradewind as an installed package does: through its `exports`, compiled. */
export class Project {
  readonly root = mkdtempSync(path.join(tmpdir(), 'tradewind-bench-'));

  constructor(private readonly repository: string) {
    this.linkPackages();
    this.installTradewind();
    copyFileSync(path.join(repository, 'package-lock.json'), this.path('package-lock.json'));
    writeFileSync(this.path('package.json'), '{ "name": "bench", "private": true }\n');
    writeFileSync(this.path('tsconfig.json'), '{ "compilerOptions": { "target": "es2022", "strict": true } }\n');
    mkdirSync(this.path('src'));
    this.copySources();
    this.compilePrograms();
  }

  path(...segments: string[]): string {
    return path.join(this.root, ...segments);
  }

  /** Writes as many handlers, of one shape and all different: zod, an SDK client and a module that they share. */
  writeHandlers(count: number): void {
    for (let index = 1; index <= count; index += 1) this.writeHandler(index, 0);
  }

  /** Writes handlers for any provider: zod, without a cloud's SDK. */
  writePortableHandlers(count: number): void {
    for (let index = 1; index <= count; index += 1)
      writeFileSync(this.path('src', `p${index}.ts`), portableSource(index));
  }

  /** Changes one handler so that its bundle changes too. */
  writeHandler(index: number, revision: number): void {
    writeFileSync(this.path('src', `f${index}.ts`), handlerSource(index, revision));
  }

  remove(...names: string[]): void {
    for (const name of names) rmSync(this.path(name), { recursive: true, force: true });
  }

  /** Deletes the cached builds of tradewind. */
  clearCaches(): void {
    this.remove('node_modules/.cache', '.tradewind');
  }

  /** Links package by package: `node_modules` itself, where caches are, belongs to the project. */
  private linkPackages(): void {
    const installed = path.join(this.repository, 'node_modules');
    mkdirSync(this.path('node_modules'));
    for (const name of readdirSync(installed)) {
      if (name === '.cache' || name === '.package-lock.json' || name === 'tradewind') continue;
      symlinkSync(path.join(installed, name), this.path('node_modules', name));
    }
  }

  /** Copies the files that npm would install, so that a build meanwhile changes nothing. */
  private installTradewind(): void {
    const folder = this.path('node_modules', 'tradewind');
    mkdirSync(folder);
    copyFileSync(path.join(this.repository, 'package.json'), path.join(folder, 'package.json'));
    cpSync(path.join(this.repository, 'dist'), path.join(folder, 'dist'), { recursive: true });
  }

  private copySources(): void {
    const sources = path.join(__dirname, 'handlers');
    for (const name of readdirSync(sources)) copyFileSync(path.join(sources, name), this.path('src', name));
  }

  /** Compiles the measured programs to plain JavaScript, so that their compilation is not measured. */
  private compilePrograms(): void {
    buildSync({
      entryPoints: ['apps', 'probes', 'specs'].flatMap((folder) =>
        readdirSync(path.join(__dirname, folder)).map((name) => path.join(__dirname, folder, name)),
      ),
      outdir: this.path('programs'),
      outbase: __dirname,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      // Without it esbuild would follow the paths of tradewind's own tsconfig to the sources.
      tsconfigRaw: '{}',
      logLevel: 'error',
    });
  }
}

function handlerSource(index: number, revision: number): string {
  return `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { answer } from './shared';

const client = new DynamoDBClient({});
const Input = z.object({ id: z.string().min(${index}), revision: z.literal(${revision}) });

export const handler = async (event: { pathParameters?: Record<string, string> }) => {
  const { id } = Input.parse({ ...event.pathParameters, revision: ${revision} });
  const found = await client.send(new GetItemCommand({ TableName: 'table-${index}', Key: { id: { S: id } } }));
  return answer(200, found.Item);
};
`;
}

function portableSource(index: number): string {
  return `import { z } from 'zod';

const Order = z.object({ id: z.string().min(${index}), items: z.array(z.object({ price: z.number() })) });

export default {
  async fetch(request: Request): Promise<Response> {
    const { id, items } = Order.parse(await request.json());
    return Response.json({ id, total: items.reduce((sum, { price }) => sum + price, ${index}) });
  },
};
`;
}
