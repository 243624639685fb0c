import type { ReportWords } from '../words';
import { count, plural, rows } from './counting';
import { scopeInFrench } from './scope';

/** Les façons de rétablir une table, avec leurs chiffres. */
export const strategyFr: ReportWords['strategy'] = {
  title: (table) => `Stratégie pour ${table}`,
  heading: 'Stratégie',
  replace: 'Remplacer toute la table',
  part: 'Tout ce qui manque ou a changé dans la partie comparée',
  keepLater: 'Tout le dommage, rien de ce que d’autres ont écrit après la sauvegarde',
  range: (column, from, to) =>
    from === to ? `${column} le ${from}` : `${column} du ${from} au ${to}`,
  rangeBefore: (column, from, to) => `${column} à partir de ${from}, avant ${to}`,
  value: (column) => `Une valeur de ${column}`,
  valueOf: (column, value) => `${column} vaut ${value}`,
  pattern: (changes) => `Motif\u00a0: ${changes}`,
  samePair: 'toujours les deux mêmes valeurs',
  more: 'quoi qu’il y ait d’autre',
  transaction: (xid) => `Transaction ${xid}`,

  head: [
    'stratégie',
    'insérées',
    'corrigées',
    'supprimées',
    'écrasées',
    'perdues',
    'dommage laissé',
    'une à une',
  ],
  legend: [
    'insérées, corrigées, supprimées\u00a0: ce que la correction écrirait',
    'écrasées\u00a0: lignes corrigées que d’autres ont écrites après la sauvegarde\u00a0; leur version de production disparaît',
    'perdues\u00a0: lignes supprimées que d’autres ont écrites après la sauvegarde',
    'dommage laissé\u00a0: lignes endommagées qui restent telles quelles',
    'une à une\u00a0: lignes laissées pour une décision propre (changées depuis la comparaison, bloquées faute de parent, clé réutilisée)',
  ],
  children: (title, number) =>
    `${title}\u00a0: ${rows(number)} d’autres tables ${number < 2 ? 'renvoie' : 'renvoient'} à ce qui est supprimé.`,
  compared: (moment, age) =>
    `Les chiffres sont ceux de la comparaison du ${moment}${age === undefined ? '' : `, il y a ${age}`}\u00a0: la production a pu changer depuis.`,
  comparedSome: 'Les chiffres sont ceux de la comparaison\u00a0; son heure n’a pas été conservée.',
  readOnly: 'La production n’a pas été interrogée, et rien n’est écrit.',
  scope: (scope) => `Seule une partie a été comparée\u00a0: ${scopeInFrench(scope)}.`,
  damagedBy: (damaged, writers) =>
    `Tenu pour dommage, ${rows(damaged)}\u00a0: ce qui manque, et ce qui a été écrit par ${writers}.`,
  writer: (xid, number, moment) =>
    `la transaction ${xid} (${rows(number)}${moment === undefined ? '' : `, validée le ${moment}`})`,
  and: ' et ',
  damagedUntold: (damaged) =>
    `Aucune transaction ne se détache. Tenu pour dommage, ${rows(damaged)}\u00a0: ce qui manque, et ce qui a changé sans date propre après la sauvegarde.`,
  later: (number) =>
    `Tenu pour écrit légitimement par d’autres après la sauvegarde\u00a0: ${rows(number)}.`,
  deleted:
    'Les suppressions ne laissent pas de trace\u00a0: ce que des personnes ont supprimé légitimement après la sauvegarde compte ici comme dommage.',
  chosen: (title) => `Choisie\u00a0: ${title}`,
  known: 'Ce qu’on savait au moment du choix (la stratégie choisie en gras)\u00a0:',
  decided: (title, reason) => `Stratégie\u00a0: ${title}. ${reason}`,
  brief: (written, overwritten, lost, left) =>
    `${written}\u00a0; ${count(overwritten)} écrasée${plural(overwritten)}, ${count(lost)} perdue${plural(lost)}\u00a0; dommage laissé\u00a0: ${count(left)}`,
  written: (insert, update, deleted) =>
    `${count(insert)} insérée${plural(insert)}, ${count(update)} corrigée${plural(update)}, ${count(deleted)} supprimée${plural(deleted)}`,
};
