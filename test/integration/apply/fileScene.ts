import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { RecoveryError } from '../../../src/core/errors';
import type { FileRehearsal } from '../../../src/core/scriptFile/scriptRun';
import { correctionScript } from '../../../src/core/sql/correctionScript';
import { scriptFile } from '../../../src/engine/scriptFiles';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { applyFile, type FileResult } from '../../../src/recovery/correct/applyFile';
import type { Correcting } from '../../../src/recovery/correct/correcting';
import { rehearseFile } from '../../../src/recovery/correct/rehearseFile';
import { quiet } from '../../support/postgres';
import { textOf } from '../../support/scriptIncident';
import { correcting, type Scene, type SceneSql, shortPatience, tableDigest } from './scene';

/** A small table, of which six rows are damaged. */
export const small: SceneSql = {
  table: 'metier.rdv',
  create: `
    create schema metier;
    create table metier.rdv (id int primary key, statut text not null, note text);
    create table metier.autre (id int);
    insert into metier.rdv select n, 'CONFIRME', 'été ' || n from generate_series(1, 20) as n`,
  damage: `
    delete from metier.rdv where id in (9, 10, 11);
    update metier.rdv set statut = 'ANNULE' where id in (2, 3);
    insert into metier.rdv values (100, 'EN TROP')`,
};

/** A statement that corrects one of them. */
export const one = `update metier.rdv set statut = 'CONFIRME' where id = 2;`;

/** Nothing of it came to production. */
export async function untouched(incident: Scene, run: () => Promise<unknown>): Promise<void> {
  const before = await tableDigest(incident.live, incident.table);
  await run();
  assert.equal(await tableDigest(incident.live, incident.table), before);
}

export async function refused(
  incident: Scene,
  run: () => Promise<unknown>,
  why: RegExp,
): Promise<void> {
  await untouched(incident, async () => {
    await assert.rejects(run(), (error: unknown) => {
      assert.ok(error instanceof RecoveryError, String(error));
      assert.match(error.message, why);
      return true;
    });
  });
}

/** How the steps work in a scene, where not as usual. */
type Otherwise = Partial<Pick<Correcting, 'incident' | 'now' | 'rehearsalHolds'>> & {
  readonly patience?: typeof shortPatience;
};

/** The plan's own script. */
export function ownScript({ stored }: Scene): string {
  return textOf(correctionScript(stored.plan, stored.origin));
}

export async function saveFile(
  { folder }: Scene,
  text: string,
  name = 'correction.sql',
): Promise<void> {
  await writeFile(join(folder, name), text);
}

/** The plan's own script without the row to insert whose line holds `without`, as a DBA leaves it out by hand. */
export async function saveEdited(scene: Scene, without: string): Promise<void> {
  const lines = ownScript(scene).split('\n');
  const rows = lines.filter((line) => line.startsWith('{"do"'));
  const inserted = rows.filter((line) => line.startsWith('{"do":"insert"')).length;
  const text = lines
    .filter((line) => !(rows.includes(line) && line.includes(without)))
    .join('\n')
    .replace(`is distinct from ${rows.length} then`, `is distinct from ${rows.length - 1} then`)
    .replace(new RegExp(`<> ${inserted} then(?=[^;]*rows inserted)`), `<> ${inserted - 1} then`);
  await saveFile(scene, text);
}

export async function rehearseScript(
  scene: Scene,
  name = 'correction.sql',
  otherwise: Otherwise = {},
): Promise<FileRehearsal> {
  const { plan } = scene.stored;
  const script = await scriptOf(scene, name);
  return rehearseFile({ script, plan }, await stepsOf(scene, otherwise), quiet);
}

export async function applyScript(
  scene: Scene,
  name = 'correction.sql',
  otherwise: Otherwise = {},
): Promise<FileResult> {
  const script = await scriptOf(scene, name);
  const plan = confirmPlan(scene.stored.plan, scene.table);
  return applyFile({ ...scene.stored, plan, script }, await stepsOf(scene, otherwise), quiet);
}

export async function textIn({ folder }: Scene, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

async function scriptOf({ folder, stored }: Scene, name: string): ReturnType<typeof scriptFile> {
  return scriptFile(join(folder, name), await IncidentFolder.open(folder), stored);
}

async function stepsOf(
  scene: Scene,
  { patience = shortPatience, ...others }: Otherwise,
): Promise<Correcting> {
  return { ...(await correcting(scene, patience)), ...others };
}
