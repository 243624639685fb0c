import type { MessageFacts, MessageWords } from '../messageFacts';

function frozen({ frozenSince }: MessageFacts): string {
  return frozenSince === undefined
    ? 'La saisie reste possible. Merci de ne modifier aucun enregistrement qui semble faux, et de nous le signaler.'
    : `Les saisies et modifications sont refusées depuis le ${frozenSince}, pour que le dommage ne s’étende pas. Merci de noter ce qui est à saisir.`;
}

function open({ frozenSince }: MessageFacts): string {
  return frozenSince === undefined
    ? 'Saisies et modifications sont possibles comme d’habitude.'
    : 'Saisies et modifications sont encore refusées\u00a0; nous vous écrirons dès qu’elles seront possibles.';
}

function head({ table, database, production, incident, found }: MessageFacts): string {
  return [
    `- Table\u00a0: ${table}${database === undefined ? '' : `, base ${database}`}`,
    `- Production\u00a0: ${production ?? '[serveur]'}`,
    `- Découverte\u00a0: ${found}`,
    `- Incident\u00a0: ${incident}`,
  ].join('\n');
}

function suspend({ batchesToSuspend }: MessageFacts): string {
  return batchesToSuspend.length === 0
    ? 'Suspendez tout traitement qui écrit dans cette table, et dites-nous lequel.'
    : `Encore à suspendre\u00a0: ${batchesToSuspend.join(', ')}.`;
}

function resume({ batchesToResume, frozenSince }: MessageFacts): string {
  return [
    frozenSince === undefined ? 'La table accepte les écritures.' : 'La table est encore gelée.',
    batchesToResume.length === 0
      ? 'Aucun traitement suspendu ne reste sur la liste.'
      : `À reprendre dès qu’elle accepte les écritures\u00a0: ${batchesToResume.join(', ')}.`,
  ].join(' ');
}

function backup({ dump }: MessageFacts): string {
  return dump === undefined
    ? 'Le choix de la sauvegarde est en cours.'
    : `Sauvegarde\u00a0: ${dump}.`;
}

function corrected({ corrected: done }: MessageFacts): string {
  return done === undefined
    ? 'La correction a été faite.'
    : `La correction (lignes\u00a0: ${done.rows}) a été faite à ${done.at}.`;
}

export const messagesFr: MessageWords = {
  subjectLine: (subject) => `Objet\u00a0: ${subject}`,
  subject: {
    found: () => '[application]\u00a0: des données sont endommagées, recherche en cours',
    compared: () => '[application]\u00a0: la correction des données endommagées se prépare',
    partly: () => '[application]\u00a0: données corrigées en partie',
    corrected: () => '[application]\u00a0: données corrigées, vérifications en cours',
    proved: () => '[application]\u00a0: les données endommagées ont été corrigées',
    filed: () => '[application]\u00a0: données corrigées, vérifications en cours',
    undone: () => '[application]\u00a0: la correction a été annulée',
    unknown: () => '[application]\u00a0: la correction a été interrompue, vérifications en cours',
  },
  body: {
    business: {
      found: (facts) => [
        `Le ${facts.found}, nous avons constaté que des données de [application] manquent ou sont fausses. Nous cherchons lesquelles, et depuis quand.`,
        frozen(facts),
        'Prochain message avant [heure]. Questions et observations\u00a0: [contact].',
      ],
      compared: (facts) => [
        `Nous savons maintenant ce qui diffère de la dernière sauvegarde saine\u00a0: enregistrements manquants\u00a0: ${facts.missing}\u00a0; modifiés\u00a0: ${facts.changed}, dont des modifications légitimes faites depuis, qui seront gardées.`,
        'La correction se prépare. Rien n’a encore été corrigé.',
        frozen(facts),
        'Avant de la faire, il nous faut votre accord sur\u00a0: [ce qui est corrigé, ce qui est laissé]. Merci de répondre avant [heure].',
      ],
      partly: (facts) => [
        'Une partie des données endommagées est corrigée, le reste pas encore. Nous continuons.',
        open(facts),
        'Prochain message avant [heure].',
      ],
      corrected: (facts) => [
        `${corrected(facts)} Nous vérifions le résultat.`,
        'Merci de regarder quelques enregistrements que vous connaissez bien, ainsi que vos états habituels, et de nous dire avant [heure] s’ils sont justes\u00a0: [contact].',
        open(facts),
      ],
      proved: (facts) => [
        `${corrected(facts)} Un comptage l’a vérifiée\u00a0: chaque enregistrement prévu est tel qu’il devait être, aucun autre n’a été touché.`,
        open(facts),
        'Si un enregistrement vous semble encore faux, merci de nous le dire\u00a0: [contact]. Un rapport suivra.',
      ],
      filed: (facts) => [
        'La correction a été faite.',
        'Merci de regarder quelques enregistrements que vous connaissez bien, ainsi que vos états habituels, et de nous dire avant [heure] s’ils sont justes\u00a0: [contact].',
        open(facts),
      ],
      undone: (facts) => [
        'La correction a été annulée\u00a0: les données sont comme avant elle. Nous en préparons une autre.',
        open(facts),
        'Prochain message avant [heure].',
      ],
      unknown: (facts) => [
        'La connexion a été interrompue pendant la correction. Nous vérifions si elle a eu lieu\u00a0; elle a eu lieu en entier, ou pas du tout.',
        open(facts),
        'Prochain message avant [heure].',
      ],
    },
    team: {
      found: (facts) => [
        head(facts),
        suspend(facts),
        'À suivre\u00a0: choisir la sauvegarde, la restaurer à côté de la production, comparer.',
      ],
      compared: (facts) => [
        head(facts),
        `${backup(facts)} Manquantes\u00a0: ${facts.missing}. Modifiées\u00a0: ${facts.changed}. Rien n’a été écrit en production.`,
        suspend(facts),
        'À suivre\u00a0: choisir les lignes, répéter, obtenir l’accord du métier, appliquer.',
      ],
      partly: (facts) => [
        head(facts),
        'La correction est appliquée en partie\u00a0: des lots sont écrits, les autres non. À suivre\u00a0: appliquer ce qui reste, ou annuler ce qui est écrit.',
        suspend(facts),
      ],
      corrected: (facts) => [
        head(facts),
        corrected(facts),
        'À suivre\u00a0: vérifier la reprise, passer les contrôles, obtenir l’accord du métier.',
        resume(facts),
      ],
      proved: (facts) => [
        head(facts),
        `${corrected(facts)} La preuve est faite.`,
        resume(facts),
        'À suivre\u00a0: surveiller la volumétrie et la charge\u00a0; remplir les causes, les actions et les enseignements du rapport.',
      ],
      filed: (facts) => [
        head(facts),
        'Un script de l’incident a été exécuté en production. Il n’en a été gardé aucune ligne\u00a0: il ne s’annule qu’à la main. À suivre\u00a0: regarder les lignes, passer les contrôles, obtenir l’accord du métier.',
        resume(facts),
      ],
      undone: (facts) => [
        head(facts),
        'La correction a été annulée\u00a0; l’état endommagé est de nouveau en vigueur.',
        suspend(facts),
      ],
      unknown: (facts) => [
        head(facts),
        'La connexion a été perdue au COMMIT. Toute étape de l’incident demande à la production ce qu’il en est\u00a0: à faire avant toute autre chose.',
      ],
    },
  },
};
