import type { ReportWords } from '../words';
import { count, counted, plural, rows } from './counting';

/** What happened in an incident, step by step. */
export const timelineFr: ReportWords['timeline'] = {
  heading: 'Chronologie',
  head: ['heure', 'après la découverte', 'fait', 'qui'],
  before: (lasting) => `${lasting} avant`,
  transaction: (xid, number) =>
    `COMMIT de la transaction ${xid}, qui a écrit ${count(number)} des lignes qui diffèrent.`,
  damaged: (until) =>
    until === undefined
      ? 'Le dommage a eu lieu, d’après ce qui a été dit à l’ouverture de l’incident.'
      : `Le dommage a eu lieu entre ce moment et ${until}, d’après ce qui a été dit à l’ouverture de l’incident.`,
  opened: 'L’incident a été ouvert.',
  restored: (number, lasted) =>
    `La table a été restaurée à côté de la production\u00a0: ${rows(number)} (${lasted}).`,
  compared: (missing, changed, extra, lasted) =>
    `Comparée à la production\u00a0: ${count(missing)} manquante${plural(missing)}, ${count(changed)} modifiée${plural(changed)}, ${count(extra)} en trop (${lasted}).`,
  snapshot: (number) => `L’état endommagé a été conservé\u00a0: ${rows(number)}.`,
  declined: (reason) => `L’état endommagé n’a pas été conservé\u00a0: ${reason}`,
  planned: (insert, update, deleted) =>
    `Correction planifiée\u00a0: ${count(insert)} à insérer, ${count(update)} à corriger, ${count(deleted)} à supprimer.`,
  rehearsed: (lasted) => `Répétition en production, annulée, sans erreur (${lasted}).`,
  sampleRehearsed: (written, all, lasted) =>
    `Répétition en production d’un échantillon de ${count(written)} sur ${rows(all)}, annulée, sans erreur (${lasted}).`,
  waited: (lasted, whom) => `Attente en production d’un verrou de ${whom} (${lasted}).`,
  rehearsedInVain: (drifted, violations) =>
    `Répétition, annulée\u00a0: ${rows(drifted)} ${drifted < 2 ? 'avait changé' : 'avaient changé'} entre-temps, ${count(violations)} refusée${plural(violations)}.`,
  drifted: (number) =>
    `Rien d’écrit\u00a0: ${rows(number)} ${number < 2 ? 'avait changé' : 'avaient changé'} depuis la comparaison.`,
  applied: (xid) => `La correction a été écrite en production (COMMIT de la transaction ${xid}).`,
  filed: (file, xid) =>
    `${file ?? 'Un script'} a été exécuté et validé (transaction ${xid})\u00a0; il n’en a été gardé aucune ligne.`,
  undone: (xid) => `La correction a été annulée (transaction ${xid}).`,
  notApplied: (why) => `Rien n’a été écrit\u00a0: ${why}.`,
  already: 'Il ne restait rien à écrire.',
  triedAgain: (after) => `Nouvel essai après ${after}.`,
  rehearsalTriedAgain: (after) => `La répétition a été tentée de nouveau après ${after}.`,
  comparedAgain: (found) =>
    `Des lignes changées entre-temps ont été comparées à nouveau\u00a0: ${count(found.missing)} manquante${plural(found.missing)}, ${count(found.changed)} modifiée${plural(found.changed)}, ${count(found.extra)} en trop, ${count(found.equal)} sans plus de différence${found.stale === 0 ? '' : `, ${count(found.stale)} encore à comparer`}.`,
  unknown: 'La connexion a été perdue au COMMIT\u00a0: le résultat n’était pas connu.',
  settled: {
    applied: 'Question posée à la production\u00a0: la transaction avait été validée.',
    'not-applied': 'Question posée à la production\u00a0: la transaction n’avait pas été validée.',
    unknown: 'Question posée à la production\u00a0: le résultat n’est toujours pas connu.',
  },
  undoProved: 'Prouvé\u00a0: annulée, tout est comme avant la correction.',
  undoProvedBut:
    'Prouvé\u00a0: annulée, tout est comme avant la correction, sauf des colonnes que la production a écrites elle-même.',
  undoNotProved: 'Non prouvé\u00a0: annulée, mais tout n’est pas comme avant la correction.',
  proved: (equal) =>
    `Preuve faite\u00a0: ${counted(equal, 'conforme')} au plan, aucune autre écrite.`,
  provedAgain:
    'Preuve refaite\u00a0: toutes les lignes sont encore conformes au plan, aucune autre écrite.',
  notProved: (different) =>
    `Pas de preuve\u00a0: ${rows(different)} ${different < 2 ? 'n’est pas conforme' : 'ne sont pas conformes'} au plan.`,
  frozen: (table, reason) => `${table} a été gelée\u00a0: ${reason}`,
  unfrozen: (table) => `${table} accepte de nouveau les écritures.`,
  revealed: (column) => `La colonne masquée ${column} a été affichée.`,
  maskedAgain: (column) => `La colonne ${column} a été masquée de nouveau.`,
  batch: {
    'to-suspend': (name) => `Traitement à suspendre\u00a0: ${name}.`,
    suspended: (name) => `Traitement suspendu\u00a0: ${name}.`,
    resumed: (name) => `Traitement repris\u00a0: ${name}.`,
    dropped: (name) => `Traitement retiré de la liste\u00a0: ${name}.`,
  },
  task: {
    done: (task, text) => `${task}\u00a0: fait à la main. ${text}`,
    'not-needed': (task, text) => `${task}\u00a0: sans objet. ${text}`,
    open: (task, text) => `${task}\u00a0: à faire malgré tout. ${text}`,
  },
  dumpWhole: (lasted) =>
    `La sauvegarde a été vérifiée, lue jusqu’au dernier octet\u00a0: intacte${inBrackets(lasted)}.`,
  dumpDamaged: (lasted) =>
    `La sauvegarde a été lue\u00a0: ENDOMMAGÉE, on ne peut pas s’y fier${inBrackets(lasted)}.`,
  checked: (checks, failed) =>
    failed === 0
      ? `Contrôles lancés en production (${count(checks)})\u00a0: aucun échec.`
      : `Contrôles lancés en production (${count(checks)})\u00a0: ${count(failed)} en échec.`,
  signedOff: 'Le résultat a été validé.',
  signedOffDespite: (why) =>
    `Le résultat a été validé, bien que tout ne soit pas en ordre\u00a0: ${why}`,
  closed: 'L’incident a été clos.',
  closedFor: (reason) => `Raison donnée\u00a0: ${reason}`,
  closedWith: (tasks) => `L’incident a été clos\u00a0; restait alors à faire\u00a0: ${tasks}.`,
  note: (subject, text) => `${subject}\u00a0: ${text}`,
};

function inBrackets(text: string | undefined): string {
  return text === undefined ? '' : ` (${text})`;
}
