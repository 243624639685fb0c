import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readRecord, recordName } from '../../../src/sample/record';
import { HeldServer } from './heldServer';
import type { PraWindow } from './window';
import type { Workbench } from './workbench';

export const sampleConnection = 'mairie (sample)';
export const sampleTable = 'metier.demandes_rdv';
export const minutes = (count: number): number => count * 60_000;

/** Until the sample's connection and its dumps are in the views. */
export async function openSample(workbench: Workbench): Promise<void> {
  await workbench.openContainer('PRA');
  await workbench.runCommand('PRA: Open Sample Incident');
  await sampleIsOpen(workbench);
}

/** Where an earlier test of this window has not opened it yet. */
export async function openSampleOnce(workbench: Workbench): Promise<void> {
  await workbench.openContainer('PRA');
  if ((await workbench.treeItem('Connections', sampleConnection).count()) === 0) {
    await openSample(workbench);
  }
}

export async function sampleIsOpen(workbench: Workbench): Promise<void> {
  const connection = workbench.treeItem('Connections', sampleConnection).first();
  await connection.waitFor({ timeout: minutes(3) });
  await workbench
    .treeItem('Dumps', /PostgreSQL/)
    .nth(3)
    .waitFor({ timeout: minutes(1) });
  await workbench.dismissToasts();
}

/**
 * The line of the newest whole dump of before the damage. By its own time, as its file's name says it: its age
 * depends on the hour, and which night was the last on whether the tests ran past it.
 */
export async function goodDumpLine(home: string): Promise<RegExp> {
  const record = await readRecord(path.join(home, 'sample', recordName));
  const [, name = 'no good dump'] = record?.dumps ?? [];
  const time = /_(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)\d\d\.dump$/.exec(name);
  if (!time) {
    throw new Error(`The sample's good dump has no time in its name: ${name}`);
  }
  const [, year, month, day, hour, minute] = time;
  return new RegExp(`^${year}-${month}-${day} ${hour}:${minute}`);
}

/** As far as the work begins: from the last whole dump of before the damage. */
export async function beginRecovery(
  workbench: Workbench,
  identity: readonly string[] = [],
): Promise<void> {
  await workbench.runCommand('PRA: Recover Table');
  await workbench.pick(sampleConnection);
  // As if nobody knew when the damage happened.
  await workbench.type('');
  // Newest first: after the damage, broken, then the one that helps.
  await workbench.rows('Another file').waitFor();
  await workbench.rows().nth(2).click();
  await workbench.pick(sampleTable);
  await workbench.tick('identity (optional)', identity);
  await workbench.pick('The whole table');
}

/** As far as the table is chosen: from a dump that lies in no folder of dumps. */
export async function beginFromFile(
  workbench: Workbench,
  dump: string,
  table: string,
): Promise<void> {
  await workbench.runCommand('PRA: Recover Table');
  await workbench.pick(sampleConnection);
  await workbench.type('');
  await workbench.pick('Another file');
  await workbench.chooseFile(dump);
  await workbench.pick(table);
}

/**
 * The sample's production, with a schema of one's own beside what the sample has in it, in a window without editors.
 * @param statements Of the role that owns the sample's tables, quoted.
 */
export async function besideSample(
  { workbench, home }: PraWindow,
  statements: (owner: string) => readonly string[],
): Promise<HeldServer> {
  await openSampleOnce(workbench);
  await workbench.runCommand('View: Close All Editors');
  const production = await HeldServer.hold(home, 'sample');
  for (const statement of statements(await sampleOwner(production))) {
    await production.ask(statement, 'mairie');
  }
  return production;
}

/** The role that owns the sample's tables, quoted. */
export async function sampleOwner(production: HeldServer): Promise<string> {
  const [[owner] = []] = await production.ask(
    `select quote_ident(tableowner) from pg_tables where tablename = 'demandes_rdv'`,
    'mairie',
  );
  return String(owner);
}

/** Asks again and again, until it is so. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { milliseconds = minutes(1), every = 50 } = {},
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${milliseconds / 1000} s: ${what}`);
    }
    await pause(every);
  }
}

/** The dialog names what is written where; then the table's name is typed. */
export async function confirmStep(window: PraWindow, action: string): Promise<void> {
  const { workbench } = window;
  const dialog = await workbench.modal();
  for (const named of ['127.0.0.1', 'PRODUCTION', 'mairie', sampleTable]) {
    assert.ok(dialog.text.includes(named), dialog.text);
  }
  await window.shot(`${action.toLowerCase()}-confirm`);
  await dialog.press(action);
  await workbench.type(sampleTable);
}
