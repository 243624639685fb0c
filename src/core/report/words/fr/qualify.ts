import type { ReportWords } from '../words';
import { count, plural, rows, rowsText } from './counting';
import { goneFr } from './gone';
import { restoredFr } from './restored';

export const qualifyFr: ReportWords['qualify'] = {
  title: (table, database) => `Qualification de ${table}, base ${database}`,
  looked: (production, moment) => `Observé dans ${production} le ${moment}. Rien n’y a été écrit.`,
  damaged: (moment) => `Le dommage aurait eu lieu le ${moment}.`,
  traced:
    'Derrière chaque chiffre figure le numéro de sa requête\u00a0: elles sont toutes à la fin de cette page.',

  reading: 'Première lecture',
  nothingSeen: 'Aucun chiffre ne ressort\u00a0: la table est comme dans la sauvegarde.',
  transaction: (xid, number, moment) =>
    `Une seule transaction, ${xid}, validée le ${moment}, a écrit ${rows(number)} telles qu’elles sont maintenant.`,
  transactionAlone: (xid, number) =>
    `Une seule transaction, ${xid}, a écrit ${rows(number)} telles qu’elles sont maintenant. La production n’a pas gardé l’heure de sa validation.`,
  pattern: (number, changes) => `${rows(number)} ont changé de la même façon\u00a0: ${changes}.`,
  fewer: (now, less, dump) =>
    `La table a ${rows(now)}, soit ${count(less)} de moins que la sauvegarde ${dump}.`,
  more: (now, added, dump) =>
    `La table a ${rows(now)}, soit ${count(added)} de plus que la sauvegarde ${dump}.`,
  same: (now, dump) => `La table a ${rows(now)}, autant que la sauvegarde ${dump}.`,
  hole: (number, column, from, to) =>
    from === to
      ? `Il manque ${rows(number)} au ${from}, selon ${column}.`
      : `Il manque ${rows(number)} du ${from} au ${to}, selon ${column}.`,
  valueMore: (number, column, value) =>
    `${rows(number)} de plus que dans la sauvegarde ${number < 2 ? 'a' : 'ont'} ${value} pour ${column}.`,
  valueFewer: (number, column, value) =>
    `${rows(number)} de moins que dans la sauvegarde ${number < 2 ? 'a' : 'ont'} ${value} pour ${column}.`,
  checksFailed: (names) => `Contrôles en échec en production\u00a0: ${names}.`,
  checksFailedThen: (number) =>
    `${count(number)} contrôle${plural(number)} en échec en production.`,
  notValidated: (names) =>
    `Contraintes que la production n’a pas validées, et que d’anciennes lignes peuvent enfreindre\u00a0: ${names}.`,
  writing: (number) =>
    number < 2
      ? 'Quelqu’un écrit dans la table en ce moment\u00a0: voir qui, avant de la geler.'
      : `${count(number)} sessions écrivent dans la table en ce moment\u00a0: voir lesquelles, avant de la geler.`,
  jobs: (names) =>
    `Traitements planifiés qui nomment la table et peuvent y écrire à nouveau\u00a0: ${names}.`,
  healthy: (dump, moment, number) =>
    `La sauvegarde saine la plus récente est ${dump}, faite le ${moment}, avec ${number}.`,
  healthyRows: (number) =>
    number === undefined ? 'des lignes qui n’ont pas été comptées' : rows(number),
  toldBy: {
    said: '',
    gone: 'Elle date d’avant la perte de la table.',
    volume: 'C’est la dernière avant que la table ne perde des lignes.',
    transaction: 'C’est la dernière avant cette transaction.',
    nothing:
      'Rien ne dit quand le dommage a eu lieu\u00a0: c’est la plus récente qui soit lisible.',
  },
  notVerified:
    'Elle n’a pas encore été lue en entier\u00a0: le faire (vérification de la sauvegarde, `pra verify`) avant de s’y fier.',
  noHealthy: (number) =>
    number < 2
      ? 'La seule sauvegarde n’est pas antérieure au dommage, ou n’est pas lisible.'
      : `Aucune des ${count(number)} sauvegardes n’est à la fois antérieure au dommage et lisible.`,

  pictures: 'En images',
  volumeTitle: 'Lignes dans chaque sauvegarde, et en production maintenant',
  volumeAlt: 'Lignes dans chaque sauvegarde et en production.',
  volumeInWords: (dumps, least, most, now) =>
    `${count(dumps)} sauvegarde${plural(dumps)}\u00a0: de ${least} à ${rowsText(most)}. En production maintenant\u00a0: ${now}.`,
  volumeAlone: (now) => `Lignes en production maintenant\u00a0: ${now}.`,
  now: 'maintenant',
  noCount: 'non compté',
  dumpMark: 'sauvegarde',
  healthyMark: 'sauvegarde saine la plus récente',
  liveMark: 'production',
  liveNow: 'production maintenant',
  whenCompared: 'Au moment de la comparaison\u00a0:',
  spreadOfLive: 'La production seule\u00a0: aucune sauvegarde n’a été comptée à côté.',
  valuesTitle: (column) => `Lignes selon ${column}`,
  valuesAlt: (column) => `Lignes selon ${column}, sauvegarde et production.`,
  valuesInWords: (values) => `Sauvegarde → production maintenant\u00a0: ${values}.`,
  noValue: '(aucune)',
  otherValues: 'autres valeurs',

  volumes: 'Volumétrie',
  volumeHead: ['quand', 'où', 'lignes', 'écart', 'état', 'requête'],
  standing: {
    verified: 'lue en entier',
    'not verified': 'pas encore lue en entier',
    damaged: 'endommagée',
    production: 'production',
  },
  estimate: (number) => `environ ${number} (estimation du catalogue)`,
  spread: 'Lignes par date et par valeur',
  spreadNote: (backup) =>
    `Côté sauvegarde\u00a0: ${backup}. Les valeurs portées par moins de cinq lignes sont regroupées.`,
  spreadHead: ['colonne', 'valeur', 'sauvegarde', 'production', 'écart', 'requête'],
  outside: 'sans date, ou loin de toutes les autres',
  noSpread: 'Aucune colonne de dates ou à peu de valeurs n’a pu être comptée des deux côtés.',

  transactions: 'Transactions qui ont écrit les lignes telles qu’elles sont',
  transactionsHead: ['transaction', 'validée le', 'lignes', 'ouvertes depuis', 'requête'],
  transactionsNote:
    'Une ligne supprimée ne laisse pas de trace\u00a0: la production ne dit pas quelle transaction l’a supprimée.',
  comparedTransactions: 'Parmi les lignes qui diffèrent de la sauvegarde\u00a0:',
  timesOff:
    'La production ne garde pas l’heure de validation des transactions\u00a0: track_commit_timestamp est désactivé.',
  timeUnknown: 'non gardée',

  compared: 'Ce que la comparaison a trouvé',
  comparedHead: ['différence', 'lignes', 'requête'],
  identical: 'identiques',

  integrity: 'Intégrité et contrôles',
  checksHead: ['contrôle', 'attendu', 'trouvé', 'verdict', 'requête'],
  verdicts: {
    kept: 'respecté',
    broken: 'NON RESPECTÉ',
    measured: 'mesuré',
    'not there': 'absent',
    'not run': 'non exécuté',
  },
  expected: {
    'no rows': 'aucune ligne',
    'any number': 'un nombre, relevé',
    between: (least: string, most: string) => `entre ${least} et ${most}`,
  },
  noChecks:
    'Il n’y a pas encore de contrôle pour cette table\u00a0: la création de contrôles de départ (`pra checks --generate`) en écrit à partir de ce que montrent ses lignes.',
  rulesHead: ['contrainte', 'définition', 'validée', 'requête'],
  rulesCompared: ['contrainte', 'base de travail', 'production', 'requête'],
  noRules: 'La table n’a aucune contrainte.',
  validated: { yes: 'oui', no: 'NON' },
  there: { validated: 'présente', 'not validated': 'présente, non validée', absent: 'ABSENTE' },

  counters: 'Compteurs d’activité',
  countersSince: (moment) =>
    `Comptés par le serveur depuis le ${moment}\u00a0; ce qui a été annulé en fait partie.`,
  countersAlways:
    'Comptés par le serveur depuis la création de ses statistiques\u00a0; ce qui a été annulé en fait partie.',
  countersHead: ['compteur', 'valeur', 'requête'],
  counter: {
    inserted: 'lignes insérées',
    updated: 'lignes modifiées',
    deleted: 'lignes supprimées',
    liveRows: 'lignes, selon l’estimation du serveur',
    deadRows: 'lignes mortes pas encore nettoyées',
    bytes: 'taille avec les index',
    sequentialScans: 'parcours de toute la table',
    indexScans: 'parcours par un index',
    vacuumedAt: 'dernier vacuum',
    analyzedAt: 'dernier analyze',
  },
  never: 'jamais',

  work: 'Sessions et traitements',
  sessionsHead: ['pid', 'utilisateur', 'application', 'action', 'transaction ouverte', 'requête'],
  does: { writes: 'ÉCRIT', locks: 'verrouille', waits: 'attend', reads: 'lit' },
  noSessions: 'Aucune session ne tient de verrou sur la table ni n’en attend un.',
  prepared: (name, owner) =>
    `La transaction préparée ${name} de ${owner} tient des verrous sur la table.`,
  subscription: (name) => `La souscription ${name} y apporte des lignes.`,
  jobsHead: [
    ...['traitement', 'planification', 'utilisateur', 'actif', 'nomme la table'],
    ...['dernière exécution', 'commande'],
  ],
  noScheduler:
    'Aucun planificateur connu dans cette base (pg_cron)\u00a0: les traitements de cron, d’Airflow et autres sont à demander à leurs responsables.',
  noJobs: 'Le planificateur (pg_cron) n’a aucun traitement dans cette base.',
  yes: 'oui',
  no: 'non',

  restored: 'La table restaurée, avant que quiconque s’y fie',
  restoredNote: (scratch) => `Elle se trouve dans ${scratch}.`,
  restoredHead: ['', 'restaurée', 'production', 'requête'],
  restoredRows: 'lignes',

  restoredTable: restoredFr,
  gone: goneFr,

  missing: {
    slow: 'inconnu\u00a0: trop long',
    locked: 'inconnu\u00a0: une autre session tenait la table',
    spared: 'pas demandé\u00a0: la table est trop grande ou verrouillée',
    absent: 'table absente',
  },
  refused: (message) => `inconnu\u00a0: ${message}`,

  colon: '\u00a0:',
  queries: 'Requêtes',
  queriesNote:
    'Toutes en lecture seule, chacune limitée dans le temps. Chacun peut les poser à nouveau pour revoir un chiffre.',
  on: {
    production: 'en production',
    scratch: 'dans la base de travail',
    dump: 'sur la sauvegarde',
    incident: 'de l’incident',
  },

  inReport: (moment, page) =>
    `Qualification du ${moment}\u00a0; la page avec tous les chiffres et leurs requêtes\u00a0: ${page}.`,
  inTimeline: 'L’incident a été qualifié.',
};
