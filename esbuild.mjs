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
  {
    ...node,
    external: ['vscode', 'pg-native'],
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
  },
  // dist/webview/review.js and, from the styles that it imports, review.css.
  {
    ...common,
    platform: 'browser',
    format: 'esm',
    target: 'chrome120',
    entryPoints: ['webview/review/main.ts'],
    outfile: 'dist/webview/review.js',
  },
];

for (const bundle of bundles) {
  if (watch) {
    await (await esbuild.context(bundle)).watch();
  } else {
    await esbuild.build(bundle);
  }
}
