import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import { subjectOf } from '../views/subject';

/** A script that a command is called for. */
export interface NamedScript {
  readonly file: string;
  /** The incident's folder that it lies in; undefined where it lies elsewhere. */
  readonly dir: string | undefined;
}

/** The script that is named, or of the incident that is named, or in front; undefined where there is none such. */
export async function scriptNamed(argument: unknown): Promise<NamedScript | undefined> {
  const dir = subjectOf(argument, 'incident')?.dir;
  if (dir !== undefined) {
    return ownScript(dir);
  }
  const file = argument instanceof vscode.Uri ? argument.fsPath : scriptInFront();
  if (file === undefined) {
    return undefined;
  }
  if (await isIncident(file)) {
    return ownScript(file);
  }
  const around = path.dirname(file);
  return { file, dir: (await isIncident(around)) ? around : undefined };
}

export function ownScript(dir: string): NamedScript {
  return { file: path.join(dir, 'correction.sql'), dir };
}

/** What is in the editor goes to disk first: what is run is the file. @throws {RecoveryError} `usage` where it cannot. */
export async function savedFile(file: string): Promise<void> {
  const edited = vscode.workspace.textDocuments.find(
    ({ uri, isDirty }) => isDirty && uri.scheme === 'file' && uri.fsPath === file,
  );
  if (edited && !(await isSaved(edited))) {
    throw new RecoveryError('usage', `${path.basename(file)} could not be saved.`, {
      hint: 'Save it, then run it again.',
    });
  }
}

/** A save that was under way already may end a moment later than ours. */
async function isSaved(document: vscode.TextDocument): Promise<boolean> {
  await document.save();
  for (let waited = 0; document.isDirty && waited < longestSave; waited += 50) {
    await pause(50);
  }
  return !document.isDirty;
}

/** Milliseconds. */
const longestSave = 5000;

function scriptInFront(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' && uri.path.endsWith('.sql') ? uri.fsPath : undefined;
}

async function isIncident(dir: string): Promise<boolean> {
  return stat(path.join(dir, 'journal')).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
