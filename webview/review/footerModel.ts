import type { English } from '../../src/protocol/french/french';
import type {
  RehearsalState,
  ReviewState,
  ReviewStatus,
  SelectionCounts,
  Step,
} from '../../src/protocol/state';

/** What can be done now. One primary button at a time, the others beside it; texts in English. */
export interface FooterModel {
  /** Why the disabled button is so, or what comes next. */
  readonly note?: English;
  readonly buttons: readonly FooterButton[];
}

export interface FooterButton {
  readonly step: Step;
  readonly label: English;
  readonly primary: boolean;
  readonly enabled: boolean;
  readonly locked?: boolean;
}

export function footerModel({
  status,
  withoutKey,
}: Pick<ReviewState, 'status' | 'withoutKey'>): FooterModel {
  if (withoutKey) {
    return {
      note: 'Without a key no row can be corrected',
      buttons: idle(status, [primary('compareAgain', 'Choose Key and Compare Again…')]),
    };
  }
  switch (status.outcome.state) {
    case 'none':
      return beforeApply(status);
    case 'applied':
      return afterApply(status, status.outcome.proof.state === 'proved');
    case 'partly':
      return afterPart(status);
    case 'undone':
      return afterUndo(status, status.outcome.written.at, [verifyUndo, compareAgain]);
    case 'filed':
      return afterUndo(status, status.outcome.at, [compareAgain]);
    case 'unknown':
      return {
        note: 'Outcome unknown: ask production before anything else',
        buttons: idle(status, [primary('verify', 'Ask Production'), compareAgain]),
      };
  }
}

export function selectedRows(selection: SelectionCounts): number {
  return selection.insert + selection.update + selection.delete;
}

/** The same correction, or another after a script, can be made by way of a rehearsal of its own. */
function afterUndo(
  status: ReviewStatus,
  undoneAt: string,
  first: readonly FooterButton[],
): FooterModel {
  const isRehearsedSince = isNewer(status.rehearsal, undoneAt);
  const now = isRehearsedSince ? status : { ...status, rehearsal: { state: 'none' } as const };
  const { buttons, ...rest } = beforeApply(now);
  return {
    ...rest,
    buttons: [...idle(status, first), ...buttons.filter(({ step }) => step !== 'saveScript')],
  };
}

/** Whether a rehearsal was made after that moment (ISO 8601, UTC). */
export function isNewer(rehearsal: RehearsalState, moment: string): boolean {
  return 'at' in rehearsal && rehearsal.at > moment;
}

const verifyUndo: FooterButton = {
  ...{ step: 'verify', label: 'Verify Undo' },
  ...{ primary: false, enabled: true },
};

const compareAgain: FooterButton = {
  ...{ step: 'compareAgain', label: 'Compare Again' },
  ...{ primary: false, enabled: true },
};

function beforeApply(status: ReviewStatus): FooterModel {
  const nothing = selectedRows(status.selection) === 0;
  const rehearsed = status.rehearsal.state === 'passed';
  const mayApply = rehearsed && !nothing;
  return {
    ...noteOf(status, nothing),
    buttons: idle(status, [
      { step: 'saveScript', label: 'Save Script', primary: false, enabled: !nothing },
      { step: 'rehearse', label: 'Rehearse', primary: !mayApply, enabled: !nothing },
      {
        ...{ step: 'apply', label: 'Apply…', primary: mayApply },
        ...{ enabled: mayApply, locked: !mayApply },
      },
    ]),
  };
}

function noteOf({ rehearsal, script }: ReviewStatus, nothing: boolean): { note?: English } {
  if (nothing) {
    return { note: 'Select the rows to put right' };
  }
  if (script.state === 'stale') {
    return { note: 'Script out of date' };
  }
  switch (rehearsal.state) {
    case 'passed':
      return {};
    case 'failed':
      return { note: 'The rehearsal failed: Apply stays closed' };
    case 'stale':
      return { note: 'Selection changed: rehearse again' };
    case 'none':
      return { note: 'Apply opens after a rehearsal' };
  }
}

function afterApply(status: ReviewStatus, proved: boolean): FooterModel {
  return {
    buttons: idle(status, [
      { step: 'undo', label: 'Undo Last Apply…', primary: false, enabled: true },
      { step: 'verify', label: 'Verify Recovery', primary: !proved, enabled: true },
      ...(proved ? [primary('compareAgain', 'Compare Again')] : []),
    ]),
  };
}

function afterPart(status: ReviewStatus): FooterModel {
  return {
    note: 'Partly applied: what is left is still to be written',
    buttons: idle(status, [
      { step: 'undo', label: 'Undo Last Apply…', primary: false, enabled: true },
      { step: 'verify', label: 'Verify Recovery', primary: false, enabled: true },
      { step: 'rehearse', label: 'Rehearse', primary: false, enabled: true },
      primary('apply', 'Apply the Rest…'),
    ]),
  };
}

function primary(step: Step, label: English): FooterButton {
  return { step, label, primary: true, enabled: true };
}

/** While a step runs, no other can be started. */
function idle(
  { running }: ReviewStatus,
  buttons: readonly FooterButton[],
): readonly FooterButton[] {
  return running ? buttons.map((button) => ({ ...button, enabled: false })) : buttons;
}
