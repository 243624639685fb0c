import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './programs';

/** Builds the suite for the extension host, and gives the path that VS Code is to load. */
export async function bundleSuite(): Promise<string> {
  const from = path.join(root, 'test', 'e2e', 'suite');
  const outdir = path.join(root, 'out', 'e2e', 'suite');
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const files = (await readdir(from)).filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: files.map((name) => path.join(from, name)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2023',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  // VS Code loads it by `require`.
  await writeFile(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  return path.join(outdir, 'index.js');
}
