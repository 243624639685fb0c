import path from 'node:path';
import type { RowChange } from '../../../src/core/diff/rows/rowChange';
import { column } from '../../support/planned';
import { writtenIncident } from '../../support/webview/incidents';

const columns = [
  column('rdv_id', { builtIn: 'int4', notNull: true }),
  column('citoyen_id', { builtIn: 'int4' }),
  column('service_id', { builtIn: 'int4' }),
  ...['date_demande', 'date_rdv'].map((name) => column(name, { builtIn: 'date' })),
  ...['statut', 'canal', 'type_rdv'].map((name) => column(name)),
  column('commentaire'),
  column('date_insertion', { builtIn: 'timestamp' }),
];

export const statut = 5;
const commentaire = 8;

/** Appointments of which so many differ: every second by its state, the rest missing, extra or by its text. */
export function damagedIncident(home: string, differences: number): Promise<string> {
  return writtenIncident(path.join(home, 'review'), columns, function* () {
    for (let number = 1; number <= differences; number++) {
      yield change(number);
    }
  });
}

function change(number: number): RowChange {
  const key = [String(number)] as const;
  const note = `Dossier n° ${String((number * 2_654_435_761) % 4_294_967_296)} à compléter`;
  const backup = row(number, 'CONFIRME', note);
  const live = row(number, number % 2 === 0 ? 'ANNULE' : 'CONFIRME', `${note} | lot 18/11`);
  // As many transactions as a town's software makes beside the one that did the damage.
  const xid = String(number % 2 === 0 ? 5_148_817 : 5_148_818 + (number % 5000));
  switch (number % 8) {
    case 1:
    case 3:
      return { kind: 'missing', key, backup };
    case 5:
      return { kind: 'extra', key, live, liveOnly: [], xid };
    default:
      return {
        ...{ kind: 'changed', key, backup, live, liveOnly: [], xid, reused: false },
        columns: number % 2 === 0 ? [statut, commentaire] : [commentaire],
        ...{ writtenDifferently: [], sameValue: false },
      };
  }
}

function row(number: number, state: string, note: string): readonly string[] {
  const day = (of: number): string =>
    `2026-${twoDigits(1 + (of % 12))}-${twoDigits(1 + (of % 28))}`;
  return [
    ...[String(number), String(1 + (number % 300_000)), String(1 + (number % 16))],
    ...[day(number), day(number + 17), state, 'EN_LIGNE', 'ETAT_CIVIL', note],
    `${day(number)} 08:${twoDigits(number % 60)}:00`,
  ];
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
