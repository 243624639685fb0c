import type { ReportWords } from '../words';
import { count, rows } from './counting';

export const restoredFr: ReportWords['qualify']['restoredTable'] = {
  title: (table) => `La table restaurée ${table}, avant que quiconque s’y fie`,
  looked: (scratch, moment, production, later) =>
    `La table restaurée a été observée dans ${scratch} le ${moment}, celle de la production dans ${production} le ${later}. Rien n’y a été écrit.`,
  counted: 'Lignes, contraintes et contrôles',
  nothingKnown: 'Rien n’a pu être compté des deux côtés.',
  empty: 'La table restaurée n’a aucune ligne.',
  volume: (number, change) =>
    change === 0
      ? `La table restaurée a ${rows(number)}, autant que la production maintenant.`
      : `La table restaurée a ${rows(number)}\u00a0; la production en a maintenant ${count(Math.abs(change))} de ${change < 0 ? 'moins' : 'plus'}.`,
  gone: 'La production n’a plus cette table.',
  rows: (number) => `La table restaurée a ${rows(number)}.`,
  hole: {
    restored: (number, column, from, to) =>
      `La production a ${rows(number)} ${span(from, to)}, selon ${column}, que la table restaurée n’a pas\u00a0: écrites depuis la sauvegarde, ou absentes de celle-ci.`,
    production: (number, column, from, to) =>
      `La table restaurée a ${rows(number)} ${span(from, to)}, selon ${column}, que la production n’a pas.`,
  },
  rulesKept: (number) =>
    number < 2
      ? 'La seule contrainte est là, et les lignes restaurées la respectent.'
      : `Les ${count(number)} contraintes sont toutes là, et les lignes restaurées les respectent.`,
  rulesAbsent: (names) => `Contraintes que la table restaurée n’a pas\u00a0: ${names}.`,
  whyAbsent:
    'Une clé étrangère vers une table qui n’a pas été restaurée est laissée de côté\u00a0; ce qui est laissé de côté ne protège ici aucune ligne.',
  rulesNotValidated: (names) =>
    `Contraintes de la table restaurée qui ne sont pas validées, et que ses lignes peuvent enfreindre\u00a0: ${names}.`,
  checksKept: (number) =>
    number < 2
      ? 'Le seul contrôle est respecté dans la table restaurée.'
      : `Les ${count(number)} contrôles qui jugent sont tous respectés dans la table restaurée.`,
  checksFailed: (names) => `Contrôles en échec dans la table restaurée\u00a0: ${names}.`,
  checksWithoutAnswer: (names) =>
    `Contrôles qui portent sur ce qui n’a pas été restauré\u00a0: ${names}.`,
  checks: 'Contrôles, dans la base de travail et en production',
  checksHead: ['contrôle', 'attendu', 'base de travail', 'production', 'requête'],
};

function span(from: string, to: string): string {
  return from === to ? `du ${from}` : `du ${from} au ${to}`;
}
