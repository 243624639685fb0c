import type { ReportWords } from '../words';

/** The steps of the procedure, and what is to be done in them. */
export const procedureFr: ReportWords['procedure'] = {
  steps: {
    qualify: 'Qualifier',
    freeze: 'Geler',
    restore: 'Restaurer',
    correct: 'Comparer et corriger',
    validate: 'Valider et reprendre',
    report: 'Rendre compte et clore',
  },
  tasks: {
    qualify: 'Qualifier le dommage',
    inform: 'Informer le métier',
    freeze: 'Geler la table',
    suspend: 'Suspendre les traitements',
    keep: 'Conserver la table endommagée',
    restore: 'Restaurer une sauvegarde',
    compare: 'Comparer à la production',
    choose: 'Choisir la stratégie',
    plan: 'Choisir les lignes',
    rehearse: 'Répéter',
    apply: 'Appliquer',
    prove: 'Prouver le résultat',
    validate: 'Faire valider',
    unfreeze: 'Dégeler la table',
    resume: 'Reprendre les traitements',
    learn: 'Noter causes et actions',
    report: 'Écrire le rapport',
    close: 'Clore l’incident',
  },
};
