import type { DateShift } from '../../../diff/found/dateShift';
import { shiftParts, type ShiftUnit } from '../../../diff/found/shapeText';
import { sizeText } from '../../../sizeText';
import type { ChangedColumns } from '../../changedColumns';
import { backupFr } from './backup';
import { count, counted, date, plural, rows, rowsText } from './counting';
import { leftFr } from './left';
import { messagesFr } from './messages';
import { freezeFr } from './freeze';
import { procedureFr } from './procedure';
import { proofFr } from './proof';
import { strategyFr } from './strategy';
import { qualifyFr } from './qualify';
import { timelineFr } from './timeline';
import { validationFr } from './validation';
import type { ReportWords } from '../words';
import { scopeInFrench } from './scope';

const units: Readonly<Record<ShiftUnit, readonly [string, string]>> = {
  year: ['an', 'ans'],
  month: ['mois', 'mois'],
  day: ['jour', 'jours'],
  hour: ['heure', 'heures'],
  minute: ['minute', 'minutes'],
  second: ['seconde', 'secondes'],
};

function shift(by: DateShift): string {
  const { sign, parts } = shiftParts(by);
  const words = parts.map(([number, unit]) => `${number} ${units[unit][number < 2 ? 0 : 1]}`);
  return `${words.join(' ')} ${sign === '+' ? 'plus tard' : 'plus tôt'}`;
}

function change({ names, more, how, by }: ChangedColumns): string {
  const s = plural(names.length + more);
  const ways: Readonly<Record<ChangedColumns['how'], string>> = {
    replaced: `remplacée${s} par une autre valeur`,
    set: `écrasée${s} par une même valeur`,
    moved: by ? `déplacée${s} ${shift(by)}` : `déplacée${s}`,
    added: `modifiée${s} d’un même montant`,
    appended: 'avec un texte ajouté à la fin',
    prepended: 'avec un texte ajouté au début',
    filled: `remplie${s} là où rien n’était`,
    emptied: `vidée${s}`,
    edited: `modifiée${s} de diverses façons`,
  };
  const others = more > 0 ? ` et ${more} autre${plural(more)}` : '';
  return `${names.join(', ')}${others} ${ways[how]}`;
}

export const fr: ReportWords = {
  count,
  decimal: (number) => String(number).replace('.', ','),
  size: (bytes) =>
    sizeText(bytes)
      .replace('.', ',')
      .replace(/bytes$/, 'octets')
      .replace(/B$/, 'o'),
  date,
  day: (iso) => {
    const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
    return date(year, month, day);
  },
  moment: (day, time) => `${day} à ${time}`,
  units: { days: 'j', hours: 'h', minutes: 'min', seconds: 's' },
  kinds: { missing: 'manquantes', changed: 'modifiées', extra: 'en trop' },
  change,

  title: (table, database) =>
    database === undefined
      ? `Rapport d’incident\u00a0: ${table}`
      : `Rapport d’incident\u00a0: ${table}, base ${database}`,
  times: (zone) =>
    `Les heures sont données dans le fuseau ${zone}. Ce que les personnes ont noté est dans leurs propres mots.`,
  madeBy: (tool, isClosed) =>
    `Écrit par ${tool} d’après la main courante de l’incident. ${isClosed ? 'C' : 'Les parties qui commencent par ✎ sont à remplir\u00a0: c'}e qui est écrit entre les commentaires \`pra:own\` et \`pra:end\` est conservé quand le rapport est réécrit.`,

  notNoted: (asked) => `Non noté\u00a0: ${asked.charAt(0).toLowerCase()}${asked.slice(1)}`,

  status: {
    opened: 'Ouvert\u00a0; rien n’a encore été comparé, rien n’a été écrit.',
    compared: 'Comparé\u00a0; rien n’a été écrit en production.',
    planned: 'Une correction est planifiée\u00a0; rien n’a été écrit en production.',
    rehearsed: 'La correction est répétée\u00a0; rien n’a été écrit en production.',
    'partly-applied':
      'Corrigé en partie\u00a0: des lots de lignes sont écrits, les autres restent à écrire.',
    applied: 'Corrigé, pas encore prouvé.',
    proved: 'Corrigé et prouvé.',
    filed:
      'Un script de l’incident a été exécuté en production\u00a0; il n’en a été gardé aucune ligne.',
    undone: 'Corrigé, puis annulé\u00a0: les lignes sont comme avant.',
    unknown:
      'La connexion a été perdue pendant la validation de la correction\u00a0: il reste à demander à la production si elle a eu lieu.',
  },
  summary: {
    found: (table, database, moment) =>
      `La table ${table}${database === undefined ? '' : ` de la base ${database}`} a été trouvée endommagée le ${moment}.`,
    compared: (missing, changed, extra) =>
      `Par rapport à la sauvegarde, ${rows(missing)} ${missing < 2 ? 'manquait' : 'manquaient'}, ${count(changed)} ${changed < 2 ? 'était modifiée' : 'étaient modifiées'} et ${count(extra)} n’${extra < 2 ? 'existait' : 'existaient'} qu’en production, y compris ce que des personnes ont légitimement modifié depuis.`,
    corrected: (insert, update, deleted, moment) =>
      `La correction a été faite le ${moment}\u00a0: ${counted(insert, 'réinsérée')}, ${count(update)} rétablie${plural(update)}, ${count(deleted)} supprimée${plural(deleted)}.`,
    proved: (equal) =>
      `Comptage après coup\u00a0: ${equal < 2 ? 'la ligne prévue est conforme' : `les ${count(equal)} lignes prévues sont conformes`} au plan, et la correction n’a écrit aucune autre ligne.`,
    notProved: (different) =>
      `Comptage après coup\u00a0: ${rows(different)} ${different < 2 ? 'n’est pas conforme' : 'ne sont pas conformes'} au plan.`,
    lasted: (corrected, proved) =>
      proved === undefined
        ? `De la découverte à la correction\u00a0: ${corrected}.`
        : `De la découverte à la correction\u00a0: ${corrected}\u00a0; à la preuve\u00a0: ${proved}.`,
  },

  brief: {
    heading: 'En bref',
    table: 'Table',
    production: 'Production',
    incident: 'Incident',
    found: 'Découverte',
    damaged: 'Dommage',
    frozen: 'Gel',
    frozenSpan: (from, to, lasted) => `${from} – ${to} (${lasted})`,
    stillFrozen: (from) => `depuis le ${from}, pas encore levé`,
    notFrozen: 'les écritures n’ont pas été refusées pendant l’incident',
    dump: 'Sauvegarde',
    dumpOf: (name, moment) => `${name}, faite le ${moment}`,
    and: '\u00a0; ',
    verified: {
      whole: (moment) => `vérifiée le ${moment}\u00a0: intacte`,
      damaged: (moment) => `vérifiée le ${moment}\u00a0: ENDOMMAGÉE`,
    },
    notVerified: 'pas vérifiée avant usage',
    corrected: 'Correction',
    correctedBy: (moment, xid) => `le ${moment}, par la transaction ${xid}`,
    filed: 'Par un script',
    filedBy: (file, moment, xid) =>
      `${file === undefined ? '' : `${file}, `}le ${moment}, par la transaction ${xid}\u00a0; ne s’annule qu’à la main, par un script`,
    undone: 'Annulation',
    proved: 'Preuve',
    signedOff: 'Validation',
    closed: 'Clôture',
    by: (moment, who) => (who === undefined ? `le ${moment}` : `le ${moment}, par ${who}`),
    provedAgain: (first, again) => `${first}, et de nouveau à ${again}`,
  },

  happened: {
    heading: 'Ce qui s’est passé, et quand on l’a découvert',
    transactions: (entries) =>
      entries === 1
        ? 'La production dit quelle transaction a écrit l’essentiel de ce qui diffère\u00a0:'
        : 'La production dit quelles transactions ont écrit l’essentiel de ce qui diffère\u00a0:',
    transaction: (xid, number, moment) =>
      `la transaction ${xid} a écrit ${count(number)} des lignes qui diffèrent${moment === undefined ? '' : `\u00a0; validée le ${moment}`}`,
    deleted:
      'Les lignes supprimées ne laissent pas de trace\u00a0: la production ne dit pas quelle transaction les a supprimées.',
    own: 'Ce qui a été constaté, par qui, et les conséquences pour le service et ses usagers.',
  },

  timeline: timelineFr,
  procedure: procedureFr,
  freeze: freezeFr,
  strategy: strategyFr,
  validation: validationFr,

  subjects: {
    found: 'Découverte',
    impact: 'Conséquence',
    qualified: 'Qualification',
    informed: 'Information',
    suspended: 'Suspension',
    decision: 'Décision',
    strategy: 'Stratégie',
    left: 'Laissé en l’état',
    validated: 'Validation',
    resumed: 'Reprise',
    cause: 'Cause',
    action: 'Action',
    lesson: 'Enseignement',
  },

  qualified: {
    heading: 'Qualification',
    nothing: 'Rien n’a encore été comparé.',
    compared: (identical, lasted) =>
      `Les lignes de la sauvegarde ont été comparées une à une à celles de la production, en ${lasted}\u00a0: ${rows(identical)} ${identical < 2 ? 'est identique' : 'sont identiques'}.`,
    scope: (scope) => `Seule une partie a été comparée\u00a0: ${scopeInFrench(scope)}.`,
    withoutKey:
      'La table n’a pas de clé\u00a0: les lignes ont été comptées avec tous leurs exemplaires.',
    head: ['différence', 'lignes', 'signification'],
    meaning: {
      missing: 'dans la sauvegarde, perdues en production',
      changed: 'des deux côtés, avec d’autres valeurs',
      extra: 'écrites depuis la sauvegarde, à bon droit ou non',
    },
    reused: (number) =>
      number < 2
        ? 'Parmi les lignes modifiées, une porte une clé qui désigne maintenant un autre enregistrement\u00a0: elle demande une décision à part.'
        : `Parmi les lignes modifiées, ${count(number)} portent une clé qui désigne maintenant un autre enregistrement\u00a0: chacune demande une décision à part.`,
    patterns: 'Comment les lignes modifiées l’ont été (aucune valeur n’est montrée ici)\u00a0:',
    patternsHead: ['modification', 'lignes'],
    others: 'autrement',
    told: 'Ce que les personnes en ont appris en outre\u00a0:',
    own: 'Ce qu’en disent les journaux, les traitements et les personnes\u00a0; quelles autres tables et quels autres services ont été vérifiés.',
  },

  charts: {
    spreadTitle: (unit, column) => `Lignes par ${unit} selon ${column}`,
    spreadAlt: 'Lignes par date, sauvegarde et production.',
    units: { day: 'jour', week: 'semaine', month: 'mois', year: 'an' },
    backup: 'sauvegarde',
    live: 'production, à la comparaison',
    spreadSides: (backup, live, from, to) =>
      `Du ${from} au ${to}, la sauvegarde a ${rowsText(backup)} et la production ${live}.`,
    hole: (number, from, to) =>
      from === to
        ? `Le plus grand trou est au ${from}\u00a0: ${rowsText(number)} de moins en production.`
        : `Le plus grand trou va du ${from} au ${to}\u00a0: ${rowsText(number)} de moins en production.`,
    net: (missing) =>
      `Les comptages par date sont des différences\u00a0: les lignes saisies depuis en compensent de perdues, si bien qu’il semble en manquer moins que ${missing < 2 ? 'la seule qui manque' : `les ${count(missing)} qui manquent`}.`,
    noHole: 'Aucun jour ni aucune période ne se distingue comme un trou.',
    countsTitle: 'Lignes qui diffèrent, et ce qui en a été corrigé',
    corrected: 'corrigées',
    left: 'laissées telles quelles',
    ofKind: (kind, found, corrected) =>
      `Lignes ${kind}\u00a0: ${found}, dont corrigées\u00a0: ${corrected}.`,
    share: (corrected, found) => `${corrected} sur ${found}`,
  },

  restored: backupFr,

  corrected: {
    heading: 'Ce qui a été corrigé',
    nothing: 'Aucune correction n’a été planifiée.',
    planOnly: 'La correction est planifiée, et n’a pas été écrite.',
    byScript:
      'Ce qui a été écrit est ce qu’a fait le script, peut-être modifié\u00a0: les chiffres sont ceux du plan.',
    takenBack: 'La correction a été écrite puis annulée\u00a0: rien n’en reste.',
    whole: 'Toute la table a été remise en place, ligne par ligne, là où elle différait.',
    part: 'Seules les lignes choisies ont été corrigées, une à une\u00a0; aucune autre n’a été touchée.',
    head: ['correction', 'lignes'],
    insert: 'réinsérées (manquantes)',
    update: 'rétablies (modifiées)',
    delete: 'supprimées (en trop)',
    patterns: 'Selon la façon dont les lignes avaient été modifiées\u00a0:',
    patternsHead: ['modification', 'trouvées', 'corrigées'],
    sequences: (names) => `Séquences avancées au-delà des valeurs insérées\u00a0: ${names}.`,
    safety:
      'Chaque ligne n’a été écrite que si la production contenait encore ce qui avait été comparé, le tout en une seule transaction.',
  },

  left: leftFr,

  proof: proofFr,

  scripts: {
    heading: 'Scripts et fichiers',
    page: 'la qualification de la table, avec chaque chiffre et sa requête',
    note: 'Dans le dossier de l’incident. Ce qui contient des lignes n’est lisible que par son propriétaire et reste hors de git.',
    head: ['fichier', 'contenu'],
    files: {
      'correction.sql':
        'la correction sous forme de script, avec ses garde-fous\u00a0; contient des lignes',
      'undo.sql': 'annule exactement la correction\u00a0; contient des lignes',
      'plan.json': 'ce qui a été planifié, pour quel serveur et quelle table, sans lignes',
      'journal/': 'la main courante\u00a0: chaque étape et son heure, d’où ce rapport est tiré',
    },
    digest: (digest) => `Empreinte du plan\u00a0: ${digest}.`,
    identity: (system, database, table) =>
      `Lié à l’identifiant système ${system}, base d’oid ${database}, table d’oid ${table}.`,
  },

  decisions: {
    heading: 'Décisions, et qui les a prises',
    none: 'La main courante ne contient pas encore de décision.',
    head: ['heure', 'décision', 'qui'],
    froze: (table, reason) => `Geler ${table}\u00a0: ${reason}`,
    unfroze: (table) => `Rouvrir ${table} aux écritures`,
    applied: (insert, update, deleted) =>
      `Écrire la correction\u00a0: ${count(insert)} à insérer, ${count(update)} à corriger, ${count(deleted)} à supprimer`,
    accepted: 'Valider le résultat',
    undid: 'Annuler la correction',
    declined: (reason) => `Ne pas conserver l’état endommagé\u00a0: ${reason}`,
    batches: 'Traitements\u00a0:',
    batchHead: ['traitement', 'état', 'heure', 'qui'],
    batchStates: { 'to-suspend': 'à suspendre', suspended: 'suspendu', resumed: 'repris' },
    own: 'Qui a décidé quoi\u00a0: le gel, la stratégie, les pertes acceptées, la reprise.',
  },

  causes: {
    heading: 'Causes',
    own: 'Ce qui l’a provoqué, et pourquoi rien ne l’a empêché ni signalé plus tôt.',
  },
  actions: {
    heading: 'Actions à suivre',
    own: 'Pour les procédures (chargement, contrôle, droits) et pour les contrôles et la supervision\u00a0: quoi, qui, pour quand.',
  },
  lessons: {
    heading: 'Enseignements',
    own: 'Ce qui a bien fonctionné, ce qui a manqué, et ce que doivent savoir toutes les personnes qui travaillent avec cette table.',
  },
  said: (text, by, moment) =>
    by === undefined ? `${text} (${moment})` : `${text} (${by}, ${moment})`,

  qualify: qualifyFr,
  messages: messagesFr,
};
