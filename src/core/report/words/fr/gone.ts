import type { ReportWords } from '../words';

export const goneFr: ReportWords['qualify']['gone'] = {
  table: (table, database) =>
    `La production n’a pas de table ${table} dans la base ${database}\u00a0: elle a été supprimée, déplacée ou renommée, ou ce n’est pas la bonne base.`,
  near: (names) =>
    `Des tables de ce nom s’y trouvent dans un autre schéma ou avec une autre casse\u00a0: ${names}. Est-ce l’une d’elles\u00a0?`,
  anew: {
    dump: 'Que faire\u00a0: la restaurer à partir de là dans une base de travail (restauration de la table, `pra restore`) et l’observer\u00a0; un instantané pris là-bas (`pra snapshot`) contient sa définition.',
    'restored table':
      'Que faire\u00a0: la table est dans la base de travail\u00a0; un instantané pris là-bas (`pra snapshot`) contient sa définition.',
  },
  rows: 'Une fois la table recréée en production, vide, toutes ses lignes sont manquantes\u00a0: la récupération de la table (`pra recover`) les remet. Ce qui tenait à elle a disparu avec elle\u00a0: clés étrangères d’autres tables, vues, droits.',
};
