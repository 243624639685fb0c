import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { inLanguage, parts, sentences } from '../../../src/french/sentences';
import { french as reviewTexts } from '../../../src/protocol/french/french';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const french = inLanguage('fr-FR');

/** Where sentences are made for people; what a report says has words of its own (`core/report/words`). */
const sources = [
  'core',
  'recovery',
  'postgres',
  'pgtools',
  'files',
  'sample',
  'engine',
  'cli',
  'ui',
];

/** What no operator reads: comments in SQL, what only a mistake in the program brings up, words of their own. */
const unread: readonly RegExp[] = [
  /^src\/core\/(report\/words|drill\/drillWords|sql\/scriptWords)/,
  /: (--|Rows of \{\} on|Snapshot of \{\} on|A row that is there already|Made by PRA)/,
  /(dumpTimes|life|random|rewriteArchive|pgDump|sampleRecovery|command|verdict)\.ts: (?!Apply)/,
  /checks\.ts: No side was named\./,
  // Put together of what has its French.
  /(allRows\.ts: The dump holds|scriptFiles\.ts: holds a character|prove\.ts: Of )/,
];

function filesIn(source: string): readonly string[] {
  return readdirSync(path.join(root, 'src', source), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join('src', source, name));
}

/** What the window shows that is no text of ours, or is put together of what has its French. */
const namesInWindow: readonly RegExp[] = [
  /^ways: |^webviewPage: (Report|<)/,
  // Names, and what is the same in French.
  /: (\{\}( ?[,:(·↔→–] ?\{\})*\)?|\{\} on \{\}|.*PRODUCTION\)?|\{\}, SHA-256 \{\}|\{\}, \{\} s)$/,
  /: (SHA-256|PostgreSQL|TLS:) \{\}$/,
  // Put together: of a title and its place, of a number and a noun, of words that stand in a sentence.
  /^review\/openIncident: comparing |^commands\/pickComparison: without a key$/,
  /: (by|\{\} by|\{\} had on|on) \{\}( UTC|, \{\})?$/,
  /^(incidents\/unproved|freeze\/frozenStatus): \{\} (unknown|frozen|FROZEN)$/,
  /: (scratch database|starter check|(missing|stale|written|planned|selected|other) row)$/,
  /^progress: \{\} of \{\}$/,
];

/** Of a file of the window: every text that an operator may see, by its lines, with `{}` for what is put in. */
function shownIn(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isUnseen(node)) {
      return;
    }
    const joined = joinedText(node);
    if (joined !== undefined) {
      found.push(joined);
    }
    if (joined === undefined || ts.isTemplateExpression(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(parsed(file));
  return found
    .flatMap((text) => text.split('\n'))
    .map((line) => bare(line.trim().replace(/^(\$\([\w~-]+\)|--|;) /, '')))
    .map((line) => line.replace(/(?<=[.?!]) \{\}$/, ''))
    .filter((line) => /[a-z’)}…,] \{?[a-z“]/i.test(line) || /^[A-Z][a-z]+(…|: \{\})?$/.test(line));
}

/** Modules, types, what only the log or VS Code itself reads, words that go with a number. */
function isUnseen(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isTypeNode(node) ||
    (ts.isCallExpression(node) && /(\blog\.\w+|Command|\bwordFor)$/.test(node.expression.getText()))
  );
}

function parsed(file: string): ts.SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** Of a file: what reads as a sentence, with `{}` for what is put in. */
function sentencesIn(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const joined = joinedText(node);
    if (joined !== undefined) {
      found.push(joined);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed(file));
  return found
    .map(bare)
    .filter(
      (each) => /[a-z’]\S* [a-z]/.test(each) && /[a-z)}”"][.?]$/.test(each) && !each.includes('\n'),
    );
}

/** Of a text, or of several with a plus between them; undefined for anything else. */
function joinedText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [joinedText(node.left), joinedText(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

/** Without what another sentence may be put before it; what is put in side by side is one. */
function bare(sentence: string): string {
  return sentence
    .trim()
    .replace(/^\{\} (?=[A-Z“])/, '')
    .replaceAll(/\{\}(?:\.?\{\})+/g, '{}');
}

/** What stands nowhere as a whole, since it is put together of words that are. */
const composed: readonly RegExp[] = [
  /^(Verified, |From before the incident|Begun after|Written after|Its time touches|Made in the night)/,
  /^(Of \{1\}, \{2\} (is|are) not as planned|Frozen by |Refused: |resumed by |generated always)/,
  /^(The others|None is recommended), the most useful first:$/,
  /^(en or fr|business or team|\{1\} was there already and stays\.)$/,
  /^\{1\} (kB\/s|min left|h left)$/,
  /was damaged: noticed/,
  /^[\w ]+ …$/,
  /^\{1\} outcomes? unknown$|^partition: no rows in the dump$/,
  /^(now (by name|without a key)$|\{1\} has no key|(FROZEN · )?≈ )/,
];

function readSource(file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  return text.replaceAll(/['`]\s*\+\s*['`]/g, '').replaceAll(/\\(['\\])/g, '$1');
}

/** As {@link bare} has it from the source. */
function asInSource(english: string): string {
  return bare(english.replaceAll(/\{(\d|[^{}|]*\|[^{}|]*)\}/g, '{}'));
}

/** What stands around the places that are filled in. */
function fixedWords(english: string): readonly string[] {
  return english
    .split(/\{(?:\d|[^{}|]*\|[^{}|]*)\}/)
    .map((words) => words.replaceAll(/^[.,:;?! ]+|[.,:;?! ]+$/g, ''))
    .filter((words) => /[a-z]{2}/i.test(words) && !words.includes('$'));
}

describe('The engine’s sentences in French', () => {
  it('are there for all that the review shows', () => {
    const known = new Set(Object.keys(sentences).map(asInSource));
    const lacking = sources
      .flatMap(filesIn)
      .flatMap((file) => sentencesIn(file).map((sentence) => `${file}: ${sentence}`))
      .filter((found) => !known.has(found.slice(found.indexOf(': ') + 2)))
      .filter((found) => !unread.some((each) => each.test(found)));
    assert.deepEqual(lacking, []);
  });

  it('are there for all that the window shows', () => {
    const known = new Set([...Object.keys(sentences).map(asInSource), ...Object.keys(reviewTexts)]);
    const lacking = filesIn('ui').flatMap((file) =>
      shownIn(file)
        .filter((text) => !known.has(text))
        .map((text) => `${file.slice('src/ui/'.length, -'.ts'.length)}: ${text}`),
    );
    assert.deepEqual(
      lacking.filter((found) => !namesInWindow.some((each) => each.test(found))),
      [],
    );
  });

  it('are all still said', () => {
    const said = [...sources, 'protocol'].flatMap(filesIn).map(readSource).join('\n');
    const silent = Object.keys(sentences)
      .filter((english) => !composed.some((each) => each.test(english)))
      .filter((english) => !fixedWords(english).every((words) => said.includes(words)));
    assert.deepEqual(silent, []);
  });

  it('are each in one place', () => {
    const all = parts.flatMap(Object.keys);
    assert.deepEqual(
      all.filter((english, at) => all.indexOf(english) !== at),
      [],
    );
  });

  it('keep what the engine puts into them, in whatever order', () => {
    assert.equal(
      french(
        'Of 1,204 rows of public.rdv, 3 were written: a trigger or a rule of production kept the rest.',
      ),
      'Sur 1\u202f204 lignes de public.rdv, 3 ont été écrites\u00a0: un déclencheur ou une règle de la production a retenu le reste.',
    );
  });

  it('are each as full as the English', () => {
    const placesOf = (text: string): readonly string[] =>
      [...new Set(text.match(/\{\d\}/g) ?? [])].sort();
    for (const [english, translated] of Object.entries(sentences)) {
      assert.deepEqual(placesOf(translated), placesOf(english), english);
    }
  });

  it('are set as French is: an apostrophe that curves, no break before a colon', () => {
    for (const translated of Object.values(sentences)) {
      assert.doesNotMatch(translated, /\w'\w| [?!;:»]|« /, translated);
    }
  });

  it('count in French', () => {
    assert.equal(
      french('1,204 rows looked at: production is as it was compared.'),
      '1\u202f204 lignes regardées\u00a0: la production est telle que comparée.',
    );
    assert.equal(
      french('Applied in 0.4 s: 12 insert · 1 update · 0 delete.'),
      'Appliquée en 0,4\u00a0s\u00a0: 12 à insérer · 1 à corriger · 0 à supprimer.',
    );
    assert.equal(
      french(
        'Proved: taken back, all 129 planned rows as before the correction; no other row was written; 0 other rows changed by others since the comparison.',
      ),
      'Prouvé\u00a0: annulée, 129 lignes du plan, toutes comme avant la correction\u00a0; aucune autre ligne n’a été écrite\u00a0; 0 autre ligne changée par d’autres depuis la comparaison.',
    );
  });

  it('ask in French before production is written to', () => {
    const asked = [
      'Apply in production, metier.demandes_rdv?',
      'Database: mairie',
      'Rows: 1,200 insert · 3 update · 0 delete',
      'Type metier.demandes_rdv to apply in production.',
    ];
    assert.deepEqual(asked.map(french), [
      'Appliquer en production, metier.demandes_rdv\u00a0?',
      'Base\u00a0: mairie',
      'Lignes\u00a0: 1\u202f200 à insérer · 3 à corriger · 0 à supprimer',
      'Tapez metier.demandes_rdv pour confirmer (appliquer) en production.',
    ]);
  });

  it('follow each other, and name the command that helps as a French window does', () => {
    assert.equal(
      french('No row is selected. Select what is to be put right (PRA: Save Correction Script).'),
      'Aucune ligne n’est choisie. Choisissez ce qui est à rétablir (PRA: Enregistrer le script de correction).',
    );
  });

  it('tell whose freeze it is', () => {
    assert.equal(
      french(
        'metier.rdv is frozen by marie (role dba) since 2026-03-10T08:00:00Z for the incident rdv: statuts faux, à revoir.',
      ),
      'metier.rdv est gelée par marie (rôle dba) depuis 2026-03-10T08:00:00Z pour l’incident rdv\u00a0: statuts faux, à revoir.',
    );
    assert.equal(
      french(
        'metier.rdv takes writes again. It was frozen by marie (role dba) since 2026-03-10T08:00:00Z for the incident rdv: statuts faux.',
      ),
      'metier.rdv accepte de nouveau les écritures. Elle était gelée par marie (rôle dba) depuis 2026-03-10T08:00:00Z pour l’incident rdv\u00a0: statuts faux.',
    );
    assert.equal(
      french('process 4711, user app, since 2026-03-10T08:00:00Z, idle in transaction'),
      'processus 4711, utilisateur app, depuis 2026-03-10T08:00:00Z, inactif dans une transaction',
    );
  });

  it('tell for whom production is waited for', () => {
    const [first, second] = [
      'process 4711, user app, lot, since 2026-03-10T08:00:00Z, idle in transaction',
      'process 12, user dba',
    ];
    assert.equal(
      french(`Waited 3.2 s for a lock of ${first}.`),
      'Attente de 3,2\u00a0s pour un verrou\u00a0: processus 4711, utilisateur app, lot, depuis 2026-03-10T08:00:00Z, inactif dans une transaction.',
    );
    assert.equal(
      french(`Other sessions hold what is to be written: ${first}; ${second}.`),
      'D’autres sessions tiennent ce qui est à écrire\u00a0: processus 4711, utilisateur app, lot, depuis 2026-03-10T08:00:00Z, inactif dans une transaction; processus 12, utilisateur dba.',
    );
    assert.equal(french(`waiting for ${second}`), 'attente de processus 12, utilisateur dba');
  });

  it('leave alone what PostgreSQL says, and what nobody has translated', () => {
    const said = 'duplicate key value violates unique constraint "rdv_pkey"';
    assert.equal(french(said), said);
    assert.equal(french(`Nothing is known of it. ${said}`), `Nothing is known of it. ${said}`);
  });

  it('are English for everybody else', () => {
    assert.equal(inLanguage('de')('Compare again.'), 'Compare again.');
  });
});
