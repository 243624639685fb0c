import type * as vscode from 'vscode';
import { type Batch, batchesIn, batchesLeft } from '../../core/incident/batches';
import type { BatchMark } from '../../core/incident/journal';
import { noteBatch } from '../../engine/batches';
import { openIncident } from '../../engine/incidents';
import { chosen } from '../chosen';
import type { UiServices } from '../services';
import { batchLabel } from './batchWords';
import { askText, inWindow, newPicker, pickerButton } from '../asking';

/** What is ticked: that a batch is suspended, or, once the table takes writes again, that it is resumed. */
export type Ticking = 'suspended' | 'resumed';

/**
 * The batch checklist of an incident: batches are listed, and ticked once somebody has suspended or resumed them.
 * Each tick is in the journal, with who and when.
 * @throws {vscode.CancellationError} where the operator leaves; what was said until then stays.
 */
export async function showBatches(
  dir: string,
  { incidents }: UiServices,
  ticking?: Ticking,
): Promise<void> {
  const incident = await openIncident(dir);
  const mark = async (batch: string, state: BatchMark): Promise<void> => {
    await noteBatch(incident, batch, state);
    incidents.refresh();
  };
  for (;;) {
    const batches = batchesIn(await incident.entries());
    const picked = await pickBatches(batches, ticking ?? nextTicking(batches));
    for (const [name, state] of picked.marks) {
      await mark(name, state);
    }
    if (picked.then === 'done') {
      return;
    }
    if (picked.then === 'add') {
      await addBatch(batches, mark);
    }
  }
}

/** Where some are resumed and none is still to be suspended, it is resuming that goes on. */
function nextTicking(batches: readonly Batch[]): Ticking {
  const { toSuspend } = batchesLeft(batches);
  return toSuspend.length === 0 && batches.some(({ state }) => state === 'resumed')
    ? 'resumed'
    : 'suspended';
}

async function addBatch(
  batches: readonly Batch[],
  mark: (batch: string, state: BatchMark) => Promise<void>,
): Promise<void> {
  const name = (await askName()).trim();
  if (name !== '' && !batches.some((batch) => batch.name === name)) {
    await mark(name, 'to-suspend');
  }
}

interface Picked {
  readonly marks: readonly (readonly [string, BatchMark])[];
  readonly then: 'done' | 'add' | 'list';
}

interface Line extends vscode.QuickPickItem {
  readonly batch: Batch;
}

/** What the operator ticked or not, once accepted. */
async function pickBatches(batches: readonly Batch[], ticking: Ticking): Promise<Picked> {
  if (batches.length === 0) {
    return { marks: [], then: 'add' };
  }
  const pick = newPicker<Line>(titles[ticking], placeholders[ticking]);
  const add = pickerButton('add', 'Add a batch to the list');
  const remove = pickerButton('trash', 'Take off the list');
  pick.canSelectMany = true;
  pick.buttons = [add];
  pick.items = batches.map((batch) => ({
    ...{ label: batch.name, description: inWindow(batchLabel(batch)), batch },
    buttons: [remove],
  }));
  pick.selectedItems = pick.items.filter(({ batch }) => isTicked(batch, ticking));
  try {
    return chosen(await answerOf(pick, ticking));
  } finally {
    pick.dispose();
  }
}

function answerOf(pick: vscode.QuickPick<Line>, ticking: Ticking): Promise<Picked | undefined> {
  const marks = (): Picked['marks'] => changedMarks(pick.items, pick.selectedItems, ticking);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve({ marks: marks(), then: 'done' });
    });
    pick.onDidTriggerButton(() => {
      resolve({ marks: marks(), then: 'add' });
    });
    pick.onDidTriggerItemButton(({ item }) => {
      resolve({ marks: [[item.batch.name, 'dropped']], then: 'list' });
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
}

function changedMarks(
  lines: readonly Line[],
  ticked: readonly Line[],
  ticking: Ticking,
): Picked['marks'] {
  const before: Readonly<Record<Ticking, BatchMark>> = {
    suspended: 'to-suspend',
    resumed: 'suspended',
  };
  return lines
    .filter((line) => isTicked(line.batch, ticking) !== ticked.includes(line))
    .map((line) => [line.batch.name, ticked.includes(line) ? ticking : before[ticking]]);
}

function isTicked({ state }: Batch, ticking: Ticking): boolean {
  return ticking === 'resumed' ? state === 'resumed' : state !== 'to-suspend';
}

const titles: Readonly<Record<Ticking, string>> = {
  suspended: 'Batches to suspend',
  resumed: 'Batches to resume',
};
const placeholders: Readonly<Record<Ticking, string>> = {
  suspended: 'Tick what has been suspended',
  resumed: 'Tick what has been resumed',
};

async function askName(): Promise<string> {
  return chosen(
    await askText({
      title: 'Batch checklist',
      prompt: 'A batch that writes to the table, as its operators call it',
    }),
  );
}
