import assert from 'node:assert/strict';
import { incidentReport } from '../../../../src/core/report/report';
import type { ReportFacts } from '../../../../src/core/report/reportFacts';
import { inEnglish, inFrench, journalOf, proved, steps } from './facts';

const textOf = (facts: ReportFacts, manner = inEnglish): string =>
  incidentReport(facts, manner).text;

describe('The report of an incident', () => {
  it('says what happened, from where it was put right, how it ended, and how long it took', () => {
    const text = textOf(proved);
    assert.match(text, /^# Incident report: `metier\.demandes_rdv`, database `mairie`$/m);
    assert.match(text, /^\*\*Corrected and proved\.\*\* The table `metier\.demandes_rdv`/m);
    assert.match(text, /found damaged on 10 March 2026, 10:00\./);
    assert.match(text, /10 rows put back, 20 set right, 0 deleted\./);
    assert.match(text, /From discovery to correction: 4 min; to the proof: 5 min\./);
    assert.match(text, /^\| SHA-256 \| `f00d` \|$/m);
    assert.match(text, /^\| `jour` moved 1 year later \| 20 \| 20 \|$/m);
  });

  it('tells what was left as it is, and that keys were reused', () => {
    const text = textOf(proved);
    assert.match(text, /^- 4 rows that differ from the backup and were left/m);
    assert.match(text, /^- 5 rows only in production that were left there\.$/m);
    assert.match(text, /Among them 2 rows whose key was reused/);
    assert.doesNotMatch(text, /missing in production and not put back/);
  });

  it('has each step with its time, in the zone that it names, the damage before its discovery', () => {
    const text = textOf(proved);
    assert.match(text, /Times are in the time zone Europe\/Paris\./);
    assert.match(text, /^\| 2026-03-10 09:55:00 \| 5 min before \| Transaction 777 .* \| {2}\|$/m);
    assert.match(text, /^\| 2026-03-10 10:02:00 \| 2 min \| Compared .*\(1 min\)\. \| marie \|$/m);
  });

  it('says that a sample was rehearsed, and for whom production was waited for', () => {
    const sample = { rows: 1000, of: 5000 };
    const journal = journalOf(
      {
        step: 'rehearsed',
        digest: 'abc',
        drifted: 0,
        altered: 0,
        violations: 0,
        seconds: 3,
        sample,
      },
      {
        step: 'waited',
        during: 'rehearsal',
        seconds: 2,
        user: 'app',
        application: 'lot',
        pid: 4711,
      },
    );
    const text = textOf({ ...proved, journal });
    assert.match(text, /A sample was rehearsed .*, 1,000 of 5,000 rows, without a fault \(3 s\)\./);
    assert.match(text, /Waited in production for a lock of app \(lot\) \(2 s\)\./);
    const french = textOf({ ...proved, journal }, inFrench);
    assert.match(french, /d’un échantillon de 1\s000 sur 5\s000\slignes, annulée, sans erreur/);
    assert.match(french, /Attente en production d’un verrou de app \(lot\)/);
  });

  it('keeps its tables whole whatever a path is called', () => {
    assert.match(textOf(proved), /^\| file \| `\/sauvegardes\/mairie\\\|1\.dump` \|$/m);
  });

  it('counts no proof from before the last write', () => {
    const again = journalOf(...Object.values(steps), steps.committed);
    const text = textOf({ ...proved, journal: again });
    assert.match(text, /^\*\*Corrected, and not proved yet\.\*\*/m);
    assert.match(text, /^None yet: Verify Recovery/m);
  });

  it('has the first proof that held as the proof, and a later one as said again', () => {
    const { opened, ...others } = steps;
    const damagedAt = '2026-03-10T08:30:00Z/2026-03-10T08:50:00Z';
    const journal = journalOf({ ...opened, damagedAt }, ...Object.values(others), steps.proved);
    const text = textOf({ ...proved, journal });
    assert.match(text, /to the proof: 5 min\./);
    assert.match(text, /^\| Proved \| 10 March 2026, 10:05, and again 10:06 \|$/m);
    assert.match(
      text,
      /Counted 10 March 2026, 10:06\. It had been proved first on 10 March 2026, 10:05\./,
    );
    assert.match(text, /^\| 2026-03-10 10:05:00 \|.*\| Proved: 30 rows as planned/m);
    assert.match(text, /^\| 2026-03-10 10:06:00 \|.*\| Proved again: /m);
    assert.match(text, /^\| 2026-03-10 09:30:00 \| 30 min before \| The damage .* and 09:50, by/m);
  });

  it('calls a correction that was taken back none', () => {
    const undone = {
      ...proved.applied,
      ...{ state: 'applied', kind: 'undo', undoes: '812', xid: '820' },
    } as ReportFacts['undone'];
    const journal = journalOf(...Object.values(steps), {
      ...{ step: 'committed', write: 'undo', xid: '820' },
    });
    const text = textOf({ ...proved, undone, inForce: [], journal });
    assert.match(text, /^\*\*Corrected, then taken back/m);
    assert.match(text, /nothing of it is in force/);
    assert.match(text, /^- 10 rows missing in production and not put back\.$/m);
  });

  it('says of a proof of its undo what was given back, to other tables too', () => {
    const child = { schema: 'metier', name: 'pieces' };
    const children = [{ child, rows: 13, equal: 12, missing: 1, changedByOthers: 0, otherwise: 0 }];
    const undone = { equal: 30, different: 0, writtenByUs: 0, changedByOthers: 4, children };
    const counted = { ...steps.proved, equal: 0, different: 30 };
    const journal = journalOf(
      ...Object.values(steps),
      { step: 'committed', write: 'undo', xid: '820' },
      { ...counted, undone: { ...undone, isProved: false } },
    );
    const facts = { ...proved, inForce: [], journal };
    const text = textOf(facts);
    assert.match(text, /what was taken back is not, or no longer, as it was/);
    assert.match(text, /^\| planned rows that are as before the correction \| 30 \|$/m);
    assert.match(text, /^\| rows given back to `metier\.pieces`, as they were \| 12 \|$/m);
    assert.match(text, /^\| rows given back to `metier\.pieces` that are not \| 1 \|$/m);
    assert.match(text, /Not proved: taken back, but not everything is as before/);
    assert.match(textOf(facts, inFrench), /lignes rendues à `metier\.pieces` qui ne le sont pas/);
  });

  it('says of a proof of its undo which rows have columns that production wrote itself', () => {
    const rewritten = {
      equal: 20,
      rewritten: 10,
      different: 0,
      writtenByUs: 0,
      changedByOthers: 0,
    };
    const journal = journalOf(
      ...Object.values(steps),
      { step: 'committed', write: 'undo', xid: '820' },
      { ...steps.proved, equal: 0, different: 30, undone: { ...rewritten, isProved: true } },
    );
    const text = textOf({ ...proved, inForce: [], journal });
    assert.match(text, /^\| planned rows that are so but for columns that .* \| 10 \|$/m);
    assert.match(text, /everything as before the correction but for columns/);
  });

  it('says what was applied by a file, that nothing was kept of it, and how many rows it touched', () => {
    const journal = journalOf(
      ...[steps.opened, steps.restored, steps.compared, steps.planned],
      { step: 'begun', write: 'file', digest: 'f', file: 'correction.sql' },
      {
        ...{ step: 'committed', write: 'file', xid: '830', digest: 'f', file: 'correction.sql' },
        plan: { insert: 9, update: 20, delete: 0 },
      },
    );
    const facts = { ...proved, applied: undefined, inForce: [], journal };
    const text = textOf(facts);
    assert.match(text, /^\*\*A script of the incident was run in production/m);
    assert.match(
      text,
      /^\| By a script \| `correction\.sql`, 10 March 2026.*only be undone by hand/m,
    );
    assert.match(text, /`correction\.sql` was run and committed \(transaction 830\)/);
    assert.doesNotMatch(text, /taken back|has not been written|nothing has been written/i);
    assert.match(text, /^- 1 row missing in production and not put back\.$/m);
    assert.match(textOf(facts, inFrench), /`correction\.sql` a été exécuté et validé/);
  });

  it('can be written from the first step on, without a plan', () => {
    const frozen = {
      ...({ step: 'frozen', table: 'metier.rdv', owner: 'paul', role: 'dba' } as const),
      ...{ reason: 'rows are gone', tokenHash: '00' },
    };
    const none = { plan: undefined, applied: undefined, inForce: [], spread: undefined };
    const text = textOf({ ...proved, ...none, journal: journalOf(frozen) });
    assert.match(text, /^# Incident report: `metier\.rdv`$/m);
    assert.match(text, /^\| Frozen \| since 10 March 2026, 10:00, and not unfrozen yet \|$/m);
    assert.match(text, /^\| 2026-03-10 10:00:00 \| Freeze metier\.rdv: rows are gone \| paul \|$/m);
    assert.doesNotMatch(text, /undefined/);
  });

  it('puts what people noted where it belongs, with who and when', () => {
    const journal = journalOf(
      {
        ...{ step: 'note', about: 'found', text: 'Seen at the *desk*', by: 'Awa' },
        when: '2026-03-10T08:30:00.000Z',
      },
      ...Object.values(steps),
      { step: 'note', about: 'decision', text: 'Only March', by: 'Jean' },
      { step: 'note', about: 'cause', text: 'A script without WHERE' },
    );
    const text = textOf({ ...proved, journal });
    assert.match(text, /found damaged on 10 March 2026, 09:30\./);
    assert.match(text, /^- Seen at the \\\*desk\\\* \(Awa, 10 March 2026, 09:30\)$/m);
    assert.match(text, /^\| 2026-03-10 10:07:00 \| Only March \| Jean \|$/m);
    assert.match(text, /## Causes\n\n- A script without WHERE \(marie, /);
  });

  it('is the same in French', () => {
    const text = textOf(proved, inFrench);
    assert.match(text, /^# Rapport d’incident\u00a0: `metier\.demandes_rdv`, base `mairie`$/m);
    assert.match(text, /19\u202f966 lignes sont identiques/);
    assert.match(text, /^\| `jour` déplacée 1 an plus tard \| 20 \| 20 \|$/m);
    assert.match(
      text,
      /De la découverte à la correction\u00a0: 4 min\u00a0; à la preuve\u00a0: 5 min\./,
    );
    assert.doesNotMatch(text, /[a-z] [;:?!»]/);
  });
});

describe('The charts of a report', () => {
  it('say in words what they show', () => {
    const { charts, text } = incidentReport(proved, inEnglish);
    const spread = charts['charts/spread.svg'] ?? '';
    assert.match(spread, /<title id="title">Rows per day by jour<\/title>/);
    const hole =
      /From 1 February 2026 to 4 February 2026 the backup has 33 rows and production 23\. The largest hole is from 2 February 2026 to 3 February 2026: 11 rows fewer in production\./;
    assert.match(spread, hole);
    assert.match(text, hole);
    assert.match(charts['charts/counts.svg'] ?? '', /Rows changed: 24, of which 20 corrected\./);
  });

  it('are drawn only of what was compared', () => {
    const opened = { ...proved, plan: undefined, journal: journalOf(steps.opened) };
    const { charts } = incidentReport(
      { ...opened, applied: undefined, inForce: [], spread: undefined },
      inEnglish,
    );
    assert.deepEqual(charts, {});
  });
});
