import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Which folders each layer may import, besides itself. */
const layers = {
  'src/core': [],
  'src/protocol': [],
  'src/french': [],
  'src/recovery': ['core'],
  'src/postgres': ['core', 'recovery'],
  'src/pgtools': ['core', 'recovery'],
  'src/files': ['core', 'recovery'],
  'src/sample': ['core', 'recovery', 'postgres', 'pgtools', 'files'],
  'src/engine': ['core', 'recovery', 'postgres', 'pgtools', 'files', 'sample'],
  'src/cli': ['core', 'recovery', 'postgres', 'pgtools', 'files', 'sample', 'engine', 'french'],
  'src/ui': ['core', 'protocol', 'recovery', 'engine', 'french'],
  webview: ['protocol'],
};
const all = [
  'core',
  'protocol',
  'french',
  'recovery',
  'postgres',
  'pgtools',
  'files',
  'sample',
  'engine',
  'cli',
  'ui',
  'extension',
];
const withoutNode = ['src/core', 'src/protocol', 'src/french', 'webview'];
/** The only packages that core may import. */
const corePackages = ['diff'];

function layerRules([folder, allowed]) {
  const self = folder.split('/').at(-1);
  const banned = all.filter((name) => name !== self && !allowed.includes(name));
  const patterns = [
    {
      regex: `^(\\.\\./)+(src/)?(${banned.join('|')})(/|$)`,
      message: `${folder} may import: ${allowed.join(', ') || 'nothing of ours'}.`,
    },
  ];
  if (withoutNode.includes(folder)) {
    patterns.push({ group: ['node:*'], message: `${folder} runs anywhere: no Node.` });
  }
  if (folder === 'src/core') {
    patterns.push({
      regex: `^(?!\\.|(${corePackages.join('|')})$)`,
      message: `Of packages, core may import only: ${corePackages.join(', ')}.`,
    });
  }
  const paths =
    folder === 'src/ui'
      ? []
      : [{ name: 'vscode', message: 'Only src/ui and src/extension.ts may import vscode.' }];
  return {
    files: [`${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { paths, patterns }] },
  };
}

const ownSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
];
/** What shows an operator texts of ours: `src/ui/asking.ts` alone calls it, so that no text stays untranslated. */
const asking =
  'show(Information|Warning|Error)Message|show(QuickPick|InputBox|OpenDialog|SaveDialog|WorkspaceFolderPick)' +
  '|create(QuickPick|InputBox|StatusBarItem)|withProgress|setStatusBarMessage';

export default defineConfig(
  { ignores: ['dist/', 'out/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': ['error', ...ownSyntax],
      eqeqeq: 'error',
      complexity: ['error', 10],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  ...Object.entries(layers).map(layerRules),
  {
    files: ['src/ui/**/*.ts', 'src/extension.ts'],
    ignores: ['src/ui/asking.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...ownSyntax,
        {
          selector: `MemberExpression[property.name=/^(${asking})$/]`,
          message: 'Ask and tell by src/ui/asking.ts, which says it in the language of the window.',
        },
        {
          selector: 'MemberExpression[computed=true] > MemberExpression[property.name="window"]',
          message: 'Name what is called of the window.',
        },
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        require: 'readonly',
        module: 'writable',
      },
    },
  },
  prettier,
);
