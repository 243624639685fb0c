import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { confirmPlan } from '../../src/core/correction/confirmation';
import { type CorrectionPlan, countActions } from '../../src/core/correction/plan';
import { inverse } from '../../src/core/correction/undo';
import { undoScript } from '../../src/core/sql/correctionScript';
import { IncidentFolder } from '../../src/files/incidentFolder';
import { PostgresCorrectionTarget } from '../../src/postgres/correction/target';
import { applyCorrection } from '../../src/recovery/correct/applyCorrection';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { connected, quiet, testServer } from '../support/postgres';
import { origin, planBetween, readState } from '../support/scriptIncident';
import { fillAppointments, table } from './appointments';
import { type Contender, interleaved, median, ratio } from './interleaved';
import { reached } from './programs';

const rounds = 5;
const atMost = 1.5;
/** One row in so many is corrected. */
const oneIn = 10;

/** A kind of damage, and the quickest way to put it right that checks nothing. */
interface Case {
  readonly name: string;
  readonly damage: string;
  readonly base: string;
  readonly put: string;
}

const chosen = `rdv_id % ${oneIn} = 3`;

const cases: readonly Case[] = [
  {
    name: 'lost rows inserted',
    damage: `delete from metier.demandes_rdv where ${chosen}`,
    base: 'COPY + INSERT … SELECT',
    put: 'insert into metier.demandes_rdv select * from put_right',
  },
  {
    name: 'changed rows updated',
    damage: `update metier.demandes_rdv set statut = 'ANNULÉ', canal = 'PERDU' where ${chosen}`,
    base: 'COPY + UPDATE … FROM',
    put: `
      update metier.demandes_rdv as t set statut = p.statut, canal = p.canal
      from put_right as p where t.rdv_id = p.rdv_id`,
  },
];

/**
 * An apply from its connection to its end: rows locked and compared, one row a statement proved, images
 * on disk, the undo script written; against a COPY into a temporary table and one statement from there.
 */
export async function benchApply(rows = 50_000): Promise<boolean> {
  const server = await testServer();
  console.log(
    `\napply: ${rows} of ${rows * oneIn} rows of 142 bytes, PostgreSQL ${server.major}; ` +
      `medians of ${rounds} interleaved rounds`,
  );
  let allReached = true;
  for (const one of cases) {
    const live = await server.createDatabase();
    await fillAppointments(live, rows * oneIn);
    allReached = (await benchCase(one, live)) && allReached;
  }
  return allReached;
}

async function benchCase(one: Case, live: ConnectionSettings): Promise<boolean> {
  const { plan, lines } = await damagedRows(one, live);
  const folder = await mkdtemp(path.join(tmpdir(), 'pra-bench-apply-'));
  try {
    const [ours, base] = [await applying(plan, one, { live, folder }), copying(lines, one, live)];
    const times = await interleaved([ours, base], rounds);
    const seconds = [...times].map(([name, all]) => `${name} ${median(all).toFixed(2)} s`);
    console.log(`  ${one.name}: ${seconds.join(', ')}`);
    const against = ratio(times, ours.name, base.name);
    return reached(`${against.toFixed(2)} × ${one.base}`, against <= atMost, `${atMost} ×`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The plan of the correction, and the rows from before as COPY's text. */
async function damagedRows(
  { damage }: Case,
  live: ConnectionSettings,
): Promise<{ readonly plan: CorrectionPlan; readonly lines: Buffer }> {
  return connected(live, async (session) => {
    const before = await readState(session, table.schema, table.name, chosen);
    const rows = `select * from metier.demandes_rdv where ${chosen}`;
    const lines = await session.copied(`copy (${rows}) to stdout`, () => undefined);
    await session.query(damage);
    const after = await readState(session, table.schema, table.name, chosen);
    return { plan: planBetween(before, after), lines };
  });
}

async function damageAgain({ damage }: Case, live: ConnectionSettings): Promise<void> {
  await connected(live, async (session) => {
    await session.query(damage);
    await session.query('vacuum analyze metier.demandes_rdv');
    await session.query('checkpoint');
  });
}

async function applying(
  plan: CorrectionPlan,
  one: Case,
  { live, folder }: { readonly live: ConnectionSettings; readonly folder: string },
): Promise<Contender> {
  let number = 0;
  const fresh = async (): Promise<IncidentFolder> => {
    number += 1;
    const incident = await IncidentFolder.create(path.join(folder, String(number)));
    await incident.savePlan(plan, origin);
    await incident.note({ step: 'snapshot-declined', reason: 'copies have none' });
    await incident.saveUndoScript(plan.id, undoScript(inverse(plan), origin));
    return incident;
  };
  let incident = await fresh();
  const stored = await incident.plan();
  const confirmed = { ...stored, plan: confirmPlan(stored.plan, `${table.schema}.${table.name}`) };
  return {
    name: 'apply',
    prepare: async () => {
      await damageAgain(one, live);
      incident = await fresh();
      await incident.saveRehearsal({
        ...{ planDigest: stored.digest, at: new Date().toISOString(), drifted: [] },
        ...{ plan: countActions(plan.corrections), triggers: [], altered: [], violations: [] },
        ...{ nothingToDo: false, seconds: 1 },
      });
    },
    run: async () => {
      const target = new PostgresCorrectionTarget(live);
      const correcting = {
        target,
        address: live,
        incident,
        signature: { incident: 'rdv', tool: 'pra', operator: 'marie' },
        now: () => new Date(),
      };
      const { outcome } = await applyCorrection(confirmed, correcting, quiet);
      if (outcome !== 'applied') {
        throw new Error(`The apply ended as ${outcome}.`);
      }
    },
  };
}

function copying(lines: Buffer, one: Case, live: ConnectionSettings): Contender {
  return {
    name: one.base,
    prepare: () => damageAgain(one, live),
    run: () =>
      connected(live, async (session) => {
        await session.script(
          'begin; create temporary table put_right (like metier.demandes_rdv) on commit drop',
        );
        const sink = session.copyIn('copy put_right from stdin');
        sink.end(lines);
        await finished(sink);
        await session.query(one.put);
        await session.query('commit');
      }),
  };
}
