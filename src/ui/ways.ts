import type { WayNames } from '../core/hint';

/** The commands that do what a hint advises; what the window asks by itself needs no name. */
export const wayNames: WayNames = {
  'allow-production-server': undefined,
  'allow-same-machine': undefined,
  'allow-superuser': undefined,
  apply: 'PRA: Apply Selected Rows',
  'choose-engine': undefined,
  'choose-key': undefined,
  'choose-scratch': 'PRA: Add Connection, as scratch',
  'end-sample': undefined,
  freeze: 'PRA: Freeze Table',
  'ignore-column': undefined,
  'list-tables': undefined,
  'longer-snapshot': 'setting pra.snapshotHours',
  moved: undefined,
  'plan-again': 'PRA: Save Correction Script',
  recover: 'PRA: Recover Table',
  rehearse: 'PRA: Rehearse',
  'rehearse-file': 'PRA: Rehearse File',
  'sample-folder': undefined,
  'set-runner': 'settings pra.externalRunner',
  undo: 'PRA: Undo Last Apply',
  unfreeze: 'PRA: Unfreeze Table',
  'use-private-server': undefined,
  'verify-dumps': 'PRA: Verify Dump',
  'write-report': 'PRA: Write Incident Report',
};
