import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keptRunText } from '../../../src/core/checks/checkRun';
import { incidentReport } from '../../../src/core/report/report';
import { reportLanguages, type ReportLanguage } from '../../../src/core/report/words/languages';
import { thisMachinesClock } from '../../../src/engine/dumpRanking';
import { freeze, unfreeze } from '../../../src/engine/freezing';
import { openIncident } from '../../../src/engine/incidents';
import { noteOf } from '../../../src/engine/reporting';
import { parseConnection } from '../../../src/postgres/connection/parseConnection';
import { connectionLabel } from '../../../src/recovery/connectionSettings';
import { reportFacts } from '../../../src/recovery/report/writeReport';
import { quiet } from '../../support/postgres';
import { told } from './exampleStory';
import { praJson, temporaryFolder } from './pra';
import { assertKeptExample } from '../../support/report/keptExample';
import { at, stable } from '../../support/report/stableIncident';

const folder = temporaryFolder();
const table = 'metier.demandes_rdv';

interface Started {
  readonly live: { readonly conn: string };
  /** The oldest first. */
  readonly dumps: readonly string[];
}

describe('The report of the sample incident', () => {
  let home: Readonly<Record<string, string>>;
  let sample: string;
  /** Closing it before anybody said what becomes of the damage that is left. */
  let early: Awaited<ReturnType<typeof praJson>>;

  before(async function () {
    this.timeout(120_000);
    home = { PRA_HOME: path.join(folder(), 'home') };
    for (const language of reportLanguages) {
      await lead(language);
    }
  });

  after(async () => {
    await praJson(['sample', 'stop', '--dir', sample], home);
    await praJson(['scratch', 'stop'], home);
  });

  const incidentIn = (language: ReportLanguage): string =>
    path.join(folder(), language, `x-${table}`);

  async function done(words: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const { status, json, stderr } = await praJson(words, home);
    assert.equal(status, 0, JSON.stringify(json) + stderr);
    return json;
  }

  /** From the first look to the closed report, with what people do and say around it in their language. */
  async function lead(language: ReportLanguage): Promise<void> {
    sample = path.join(folder(), language, 'sample');
    const started = await done(['sample', 'start', '--dir', sample]);
    const { live, dumps } = started as unknown as Started;
    // The newest before the damage that can be read to its end.
    const [, healthy = ''] = dumps;
    const asked = ['--live', live.conn];
    const incident = incidentIn(language);
    const { owner, reason, strategy, notes, signer } = told[language];
    const about = [...asked, '--table', table];
    await done(['qualify', path.dirname(healthy), ...about, '--dir', incident, '--lang', language]);
    const subject = { live: parseConnection(live.conn), incident: await openIncident(incident) };
    const frozen = { ...subject, table: { schema: 'metier', name: 'demandes_rdv' } };
    await freeze({ ...frozen, reason, owner }, quiet);
    const manner = ['--identity', 'citoyen_id,date_demande', '--allow-same-machine'];
    await done(['verify', healthy, '--dir', incident]);
    await done(['recover', healthy, ...about, '--out', incident, ...manner]);
    const checks = await checksOf(language, connectionLabel(subject.live));
    await done(['checks', ...asked, '--checks', checks]);
    const chosen = ['--choose', 'keep-later', '--reason', strategy, '--by', owner, '--plan'];
    await done(['strategy', incident, ...chosen]);
    await done(['rehearse', incident, ...asked]);
    await done(['apply', incident, ...asked, '--confirm', table]);
    await done(['prove', incident, ...asked]);
    const checked = [...asked, '--checks', checks];
    await done(['validate', incident, ...checked, '--sign-off', signer]);
    await unfreeze(frozen, quiet);
    await done(['watch', ...checked, '--dir', incident, '--every', '1m', '--for', '1s']);
    for (const [about, time, by, text] of notes.filter(([about]) => about !== 'left')) {
      await noteOf(subject.incident, { about, by, text, when: at(time) });
    }
    await done(['report', incident, '--lang', language]);
    early = await praJson(['close', incident], home);
    for (const [about, time, by, text] of notes.filter(([about]) => about === 'left')) {
      await done(['note', incident, text, '--step', about, '--by', by, '--at', at(time)]);
    }
    await done(['close', incident]);
  }

  /** With what a run of a week before found, and one of the evening before the damage. */
  async function checksOf(language: ReportLanguage, production: string): Promise<string> {
    const checks = path.join(folder(), language, 'checks');
    await mkdir(path.join(checks, 'runs'), { recursive: true });
    for (const [file, name, expected, query] of told[language].checks) {
      const lines = [`-- name: ${name}`, `-- expect: ${expected}`, query];
      await writeFile(path.join(checks, `${file}.sql`), lines.join('\n'));
    }
    for (const [days, found] of [
      [7, 19_940],
      [1, 20_000],
    ] as const) {
      const time = new Date(Date.now() - days * 86_400_000).toISOString();
      const run = { at: time, production, found: new Map([['3.sql', found]]) };
      await writeFile(path.join(checks, 'runs', `${days}.json`), keptRunText(run));
    }
    return checks;
  }

  for (const language of reportLanguages) {
    it(`is written by the command line, ${language}`, async () => {
      const incident = await openIncident(incidentIn(language));
      const manner = { language, clock: thisMachinesClock() };
      const { text, charts } = incidentReport(await reportFacts(incident), manner);
      assert.equal(await incident.report(), text);
      for (const [name, chart] of Object.entries(charts)) {
        assert.equal(await readFile(path.join(incident.path, name), 'utf8'), chart);
      }
      assert.deepEqual(Object.keys(charts).sort(), ['charts/counts.svg', 'charts/spread.svg']);
    });

    it(`reads as the example that is kept of it, ${language}`, async () => {
      const facts = await reportFacts(await openIncident(incidentIn(language)));
      await assertKeptExample(language, stable(facts), language);
    });
  }

  it('is not closed while nobody says what becomes of the damage that is left', () => {
    assert.deepEqual([early.status, early.error.code], [3, 'not-confirmed']);
    assert.match(early.error.message, /left as they are, 120 of them, and nobody noted/);
  });

  it('keeps what people write into it, and refuses to lose what they write elsewhere', async () => {
    const incident = incidentIn('en');
    const file = path.join(incident, 'report.md');
    const text = await readFile(file, 'utf8');
    const own = text.replace(
      '<!-- pra:own causes -->\n',
      '<!-- pra:own causes -->\nNobody checked.\n',
    );
    await writeFile(file, own);
    await done(['report', incident, '--lang', 'fr']);
    const french = await readFile(file, 'utf8');
    assert.match(french, /^# Rapport d’incident/);
    assert.match(french, /<!-- pra:own causes -->\n\nNobody checked\.\n\n<!-- pra:end -->/);
    await writeFile(file, french.replace('# Rapport', '# Notre rapport'));
    const { status, error } = await praJson(['report', incident], home);
    assert.deepEqual([status, error.code], [3, 'report-edited']);
    assert.match(await readFile(file, 'utf8'), /^# Notre rapport/);
  });

  it('holds nothing of a row', async () => {
    for (const language of reportLanguages) {
      const incident = incidentIn(language);
      const text = await readFile(path.join(incident, 'report.md'), 'utf8');
      const changes = await readFile(path.join(incident, 'rows', 'changes.jsonl'), 'utf8');
      const values = new Set(
        changes
          .trimEnd()
          .split('\n')
          .flatMap((line) =>
            Object.values(
              (JSON.parse(line) as { live: Record<string, unknown> | null }).live ?? {},
            ),
          )
          .filter(
            (value): value is string => typeof value === 'string' && /[a-zé]{5}/i.test(value),
          ),
      );
      assert.ok(values.size > 10);
      assert.deepEqual(
        [...values].filter((value) => text.includes(value)),
        [],
      );
    }
  });

  it('is drafted as a message for those who wait', async () => {
    const { phase, message } = await done([
      'report',
      incidentIn('fr'),
      '--message',
      'business',
      '--lang',
      'fr',
    ]);
    assert.equal(phase, 'proved');
    assert.match(String(message), /^Objet\u00a0: /);
  });
});
