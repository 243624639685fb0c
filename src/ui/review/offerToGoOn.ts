import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { counted } from '../words';
import type { OpenIncident } from './openIncident';
import { warn } from '../asking';

/** Says how a correction that is partly applied stands, and offers both ways out. Does not wait for the answer. */
export function offerToGoOn(
  incident: Pick<OpenIncident, 'folder'>,
  sentences: readonly string[],
  services: Pick<UiServices, 'log'>,
): void {
  offer(incident, sentences, [applyRest, undoWritten], services);
}

/** What a step came to that found drifted rows. */
export interface DriftedStep {
  /** Sentences. */
  readonly said: readonly string[];
  readonly drifted: number;
  /** Whether some of the correction is written. */
  readonly partly: boolean;
}

/**
 * Says it, and offers to go on without those rows, which are stale by now and not selected any more. Does not wait
 * for the answer.
 * @returns False where nothing else is left to go on with: nothing was said.
 */
export function offerWithoutDrifted(
  { said, drifted, partly }: DriftedStep,
  incident: Pick<OpenIncident, 'folder' | 'session'>,
  services: Pick<UiServices, 'log'>,
): boolean {
  if (incident.session.selection.lines.isEmpty && !partly) {
    return false;
  }
  const moved = `Moved on in production, and no longer selected: ${counted(drifted, 'row')}.`;
  const ways = partly ? [rehearseWithout, undoWritten] : [rehearseWithout];
  offer(incident, [...said, moved], ways, services);
  return true;
}

interface Way {
  readonly title: string;
  readonly command: string;
}

const applyRest: Way = { title: 'Apply the Rest…', command: 'pra.apply' };
const undoWritten: Way = { title: 'Undo What Is Written…', command: 'pra.undo' };
const rehearseWithout: Way = {
  title: 'Rehearse Without Them',
  command: 'pra.rehearseWithoutDrifted',
};

function offer(
  { folder }: Pick<OpenIncident, 'folder'>,
  sentences: readonly string[],
  ways: readonly Way[],
  { log }: Pick<UiServices, 'log'>,
): void {
  log.warn(sentences.join(' '));
  void warn(sentences, ...ways.map(({ title }) => title)).then(async (answer) => {
    const way = ways.find(({ title }) => title === answer);
    if (way) {
      await vscode.commands.executeCommand(way.command, {
        subject: { kind: 'incident', dir: folder.path },
      });
    }
  });
}
