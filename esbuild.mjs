import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const { watch, cli } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    // The command line alone, into NAME.cjs and the folder NAME.
    cli: { type: 'string' },
  },
}).values;

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
  inParts('src/cli.ts', cli ?? 'dist/cli'),
  ...(cli ? [] : [inParts('src/extension.ts', 'dist/extension', vscodeOnce())]),
  ...(cli ? [] : [page('review'), page('report')]),
];

/** <to>.cjs, a small file: what a command needs is read from the folder <to> when it is called. */
function inParts(entry, to, ...plugins) {
  return {
    ...node,
    entryPoints: [{ in: entry, out: path.basename(to) }],
    format: 'esm',
    splitting: true,
    outdir: path.dirname(to),
    outExtension: { '.js': '.cjs' },
    chunkNames: `${path.basename(to)}/[name]-[hash]`,
    write: false,
    plugins: [...plugins, commonJsParts(to)],
  };
}

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

/** Each module would ask VS Code for its API again, and copy its some 300 names: one does it for all. */
function vscodeOnce() {
  const namespace = 'vscode-once';
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^vscode$/ }, ({ path: name, namespace: from }) =>
        from === namespace ? { path: name, external: true } : { path: name, namespace },
      );
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents: "export * from 'vscode'" }));
    },
  };
}

/** esbuild parts only ES modules, which VS Code reads from 1.100 on: the parts are made CommonJS. */
function commonJsParts(to) {
  return {
    name: 'commonjs-parts',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(async ({ errors, metafile, outputFiles = [] }) => {
        if (errors.length > 0) {
          return;
        }
        await rm(to, { recursive: true, force: true });
        await mkdir(to, { recursive: true });
        const files = new Map();
        for (const file of outputFiles) {
          files.set(
            path.relative('.', file.path).replaceAll(path.sep, '/'),
            await commonJs(file.text),
          );
        }
        const atOnce = readAtOnce(`${to}.cjs`, metafile);
        for (const [file, code] of inOneFile(to, files, atOnce)) {
          await writeFile(file, code);
        }
      });
    },
  };
}

async function commonJs(text) {
  const { code } = await esbuild.transform(text, {
    format: 'cjs',
    platform: 'node',
    target: common.target,
    minify: common.minify,
    // `import()` becomes a deferred `require`.
    supported: { 'dynamic-import': false },
  });
  return code;
}

/** The parts that the entry cannot begin without. */
function readAtOnce(entry, { outputs }) {
  const found = new Set([entry]);
  for (const file of found) {
    for (const { path: part, kind, external } of outputs[file].imports) {
      if (kind === 'import-statement' && !external) {
        found.add(part);
      }
    }
  }
  found.delete(entry);
  return [...found];
}

/**
 * Those parts are one file, which the entry and all other parts take them from: to find many small files
 * takes longer than to read one.
 */
function inOneFile(to, files, atOnce) {
  const names = new Set(atOnce.map((file) => path.basename(file)));
  const bodies = atOnce.map(
    (file) =>
      `${JSON.stringify(path.basename(file))}(module,exports,require){${files.get(file)}\n},`,
  );
  const together = `"use strict";const made=new Map(),parts={${bodies.join('')}};
module.exports=function part(name){
let one=made.get(name);
if(!one){one={exports:{}};made.set(name,one);
parts[name](one,one.exports,(id)=>{const own=id.replace(/^.*\\//,"");return own in parts?part(own):require(id);});}
return one.exports;};
`;
  const all = new Map(files);
  atOnce.forEach((file) => {
    const name = JSON.stringify(path.basename(file));
    all.set(file, `module.exports=require("./together.cjs")(${name});\n`);
  });
  const entry = `${to}.cjs`;
  const begun = files
    .get(entry)
    .replaceAll(/require\("\.\/[^"/]+\/([^"]+)"\)/g, (call, name) =>
      names.has(name)
        ? `require("./${path.basename(to)}/together.cjs")(${JSON.stringify(name)})`
        : call,
    );
  return all.set(entry, begun).set(`${to}/together.cjs`, together);
}
