import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch,
  target: 'es2023',
  logLevel: 'warning',
};
/** @type {esbuild.BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  external: ['pg-native'],
  // Read only where the sources run as they are; the bundle has __filename.
  logOverride: { 'empty-import-meta': 'silent' },
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  // `vscode` is not external here: a module of the engine that imports it breaks this bundle.
  { ...node, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.cjs' },
  // In parts: activation reads a small file, and what a command needs is read when it is called.
  {
    ...node,
    external: ['vscode', 'pg-native'],
    entryPoints: ['src/extension.ts'],
    format: 'esm',
    splitting: true,
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    chunkNames: 'parts/[name]-[hash]',
    write: false,
    plugins: [commonJsParts()],
  },
  page('review'),
  page('report'),
];

/** dist/webview/<name>.js and, from the styles that it imports, <name>.css. */
function page(name) {
  return {
    ...common,
    platform: 'browser',
    format: 'esm',
    target: 'chrome120',
    entryPoints: [`webview/${name}/main.ts`],
    outfile: `dist/webview/${name}.js`,
  };
}

for (const bundle of bundles) {
  if (watch) {
    await (await esbuild.context(bundle)).watch();
  } else {
    await esbuild.build(bundle);
  }
}

/** esbuild parts only ES modules, which VS Code reads from 1.100 on: the parts are made CommonJS. */
function commonJsParts() {
  return {
    name: 'commonjs-parts',
    setup(build) {
      build.onEnd(async ({ errors, outputFiles = [] }) => {
        if (errors.length > 0) {
          return;
        }
        await rm('dist/parts', { recursive: true, force: true });
        for (const file of outputFiles) {
          const { code } = await esbuild.transform(file.text, {
            format: 'cjs',
            platform: 'node',
            target: common.target,
            minify: common.minify,
            // `import()` becomes a deferred `require`.
            supported: { 'dynamic-import': false },
          });
          await mkdir(path.dirname(file.path), { recursive: true });
          await writeFile(file.path, code);
        }
      });
    },
  };
}
