import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptRunText } from '../../../src/core/checks/checkRun';
import type { PlanHeader } from '../../../src/core/correction/planFile';
import { type ZoneClock, zoneClock } from '../../../src/core/dumpTime/zoneClock';
import { chronological, type JournalEntry } from '../../../src/core/incident/journal';
import type { Outcome } from '../../../src/core/incident/outcome';
import { incidentReport } from '../../../src/core/report/report';
import type { ReportFacts } from '../../../src/core/report/reportFacts';
import { reportLanguages, type ReportLanguage } from '../../../src/core/report/words/language';
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

const folder = temporaryFolder();
const table = 'metier.demandes_rdv';
const examples = fileURLToPath(new URL('../../fixtures/report/', import.meta.url));
/** Set, it writes the examples anew instead of comparing with them: they are to be read before they are kept. */
const writes = process.env['PRA_WRITE_EXAMPLES'] !== undefined;

/** When each step is in the story, by Paris’ clocks in winter. */
const times: Readonly<Partial<Record<JournalEntry['step'], string>>> = {
  ...{ frozen: '09:05', opened: '09:12', restored: '09:14', compared: '09:16', planned: '09:31' },
  ...{ 'rehearsal-begun': '09:33', begun: '09:40', 'rows-locked': '09:40', sequences: '09:41' },
  ...{ 'rows-written': '09:40', committing: '09:40', reported: '14:20' },
  ...{ rehearsed: '09:33', snapshot: '09:39', committed: '09:41', proved: '09:43' },
  ...{ checked: '09:45', 'signed-off': '09:50', unfrozen: '09:52', watched: '10:23' },
};

function at(time: string): string {
  return new Date(`2026-11-24T${time}:00+01:00`).toISOString();
}

/** The same incident as if it had been that day and on that server: what differs from run to run is always the same. */
function stable(facts: ReportFacts): ReportFacts {
  const known = new Map(
    facts.journal.flatMap(transactionsOf).map((xid, n) => [xid, String(4711 + n * 29)]),
  );
  const xidOf = (xid: string): string => known.get(xid) ?? xid;
  return {
    ...facts,
    incident: `2026-11-24-${table}`,
    plan: facts.plan && stablePlan(facts.plan),
    journal: chronological(facts.journal.map((entry) => stableEntry(entry, xidOf))),
    applied: facts.applied && stableOutcome(facts.applied, xidOf),
    inForce: facts.inForce.map((part) => stableOutcome(part, xidOf)),
  };
}

function transactionsOf(entry: JournalEntry): readonly string[] {
  if (entry.step === 'compared') {
    return (entry.transactions ?? []).slice(0, 2).map(({ xid }) => xid);
  }
  return entry.step === 'committed' ? [entry.xid] : [];
}

function stablePlan(plan: PlanHeader): PlanHeader {
  const { identity, origin } = plan;
  return {
    ...{ ...plan, digest: hash('a') },
    identity: {
      ...identity,
      systemIdentifier: '7300000000000000001',
      databaseOid: '16393',
      tableOid: '16440',
    },
    origin: {
      ...{ ...origin, createdAt: at('09:31'), tool: 'pra' },
      dump: { path: dump, createdAt: '2026-11-24T02:00:00', sha256: hash('d') },
    },
  };
}

function stableOutcome<O extends Outcome>(outcome: O, xidOf: (xid: string) => string): O {
  return { ...outcome, xid: xidOf(outcome.xid), at: at('09:41') };
}

const dump = '/sauvegardes/mairie_full_20261124_020000.dump';

function hash(digit: string): string {
  return digit.repeat(64);
}

/** What of a step is of this run alone. */
const stableFields: Readonly<Partial<Record<JournalEntry['step'], object>>> = {
  opened: { production: 'dba@bd-metier:5432/mairie', dump },
  restored: { dump, seconds: 0.4 },
  compared: { seconds: 0.2, dump: { createdAt: '2026-11-24T02:00:00', sha256: hash('d') } },
  planned: { digest: hash('a') },
  rehearsed: { seconds: 0.3, digest: hash('a') },
  snapshot: { bytes: 2_472_000, sha256: hash('e') },
  watched: { seconds: 1800, looks: 31 },
};

/** Steps that say themselves whose they are. */
const signed: readonly JournalEntry['step'][] = ['note', 'frozen', 'signed-off'];

function stableEntry(entry: JournalEntry, xidOf: (xid: string) => string): JournalEntry {
  const time = times[entry.step];
  // The fields are those of its own step.
  const moved = {
    ...entry,
    ...stableFields[entry.step],
    ...(signed.includes(entry.step) ? {} : { by: 'dba' }),
    ...(time === undefined ? {} : { at: at(time) }),
  } as JournalEntry;
  if (moved.step === 'compared') {
    const transactions = (moved.transactions ?? []).slice(0, 2).map(({ xid, rows }, n) => ({
      ...{ xid: xidOf(xid), rows, committedAt: at(['07:38', '07:52'][n] ?? '') },
    }));
    return { ...moved, transactions };
  }
  return moved.step === 'committed' ? { ...moved, xid: xidOf(moved.xid) } : moved;
}

describe('The report of the sample incident', () => {
  let home: Readonly<Record<string, string>>;
  let dir: string;
  let paris: ZoneClock;

  before(async function () {
    this.timeout(120_000);
    const clock = zoneClock('Europe/Paris');
    assert.ok(clock);
    paris = clock;
    home = { PRA_HOME: path.join(folder(), 'home') };
    dir = path.join(folder(), 'sample');
    const story = await done(['sample', 'recover', '--dir', dir]);
    const { live, files } = story as unknown as {
      readonly live: { readonly conn: string };
      readonly files: { readonly dir: string };
    };
    for (const language of reportLanguages) {
      await tell(language, live.conn, files.dir);
    }
  });

  after(async () => {
    await praJson(['sample', 'stop', '--dir', dir], home);
    await praJson(['scratch', 'stop'], home);
  });

  const incidentIn = (language: ReportLanguage): string =>
    path.join(folder(), language, `x-${table}`);

  async function done(words: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const { status, json, stderr } = await praJson(words, home);
    assert.equal(status, 0, JSON.stringify(json) + stderr);
    return json;
  }

  /** What people do and say around the recovery, in their language. */
  async function tell(language: ReportLanguage, conn: string, recovered: string): Promise<void> {
    const incident = incidentIn(language);
    await mkdir(path.dirname(incident));
    await cp(recovered, incident, { recursive: true });
    const { owner, reason, notes, signer } = told[language];
    const subject = { live: parseConnection(conn), incident: await openIncident(incident) };
    const frozen = { ...subject, table: { schema: 'metier', name: 'demandes_rdv' } };
    await freeze({ ...frozen, reason, owner }, quiet);
    const checks = await checksOf(language, connectionLabel(subject.live));
    const asked = ['--live', conn, '--checks', checks];
    await done(['validate', incident, ...asked, '--sign-off', signer]);
    await unfreeze(frozen, quiet);
    await done(['watch', ...asked, '--dir', incident, '--every', '1m', '--for', '1s']);
    const [[about, time, by, text], ...others] = notes;
    await done(['note', incident, text, '--step', about, '--by', by, '--at', at(time)]);
    for (const [about, time, by, text] of others) {
      await noteOf(subject.incident, { about, by, text, when: at(time) });
    }
    await done(['report', incident, '--lang', language]);
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
      const { text, charts } = incidentReport(stable(facts), { language, clock: paris });
      for (const [name, content] of Object.entries({ 'report.md': text, ...charts })) {
        const file = path.join(examples, language, name);
        if (writes) {
          await mkdir(path.dirname(file), { recursive: true });
          await writeFile(file, content);
        }
        assert.equal(await readFile(file, 'utf8'), content, file);
      }
    });
  }

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
