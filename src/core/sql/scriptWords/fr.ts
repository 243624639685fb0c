import type { ActionCounts } from '../../correction/plan';
import type { ChildrenConsent } from '../../correction/lostChildren';
import { plural } from '../../report/words/fr/counting';
import type { ScriptWords } from './words';

const written: Readonly<Record<keyof ActionCounts, string>> = {
  insert: 'insérées',
  update: 'modifiées',
  delete: 'supprimées',
};

function actions({ insert, update, delete: removed }: ActionCounts): string {
  return `${insert} insertion${plural(insert)}, ${update} modification${plural(update)}, ${removed} suppression${plural(removed)}`;
}

function lost(rows: number, action: ChildrenConsent['action']): string {
  const what = {
    delete: `supprimée${plural(rows)}`,
    'set to null': 'dont la référence devient NULL',
    'set to their default': 'dont la référence prend sa valeur par défaut',
  };
  return what[action];
}

/**
 * In letters that LATIN1 has, since a database may hold no others: the plain apostrophe, the plain blank, no ligature.
 */
export const fr: ScriptWords = {
  tooLarge: (rows, megabytes) =>
    `${rows} lignes, c'est trop pour un seul script (plus de ${megabytes} Mo).`,

  correction: (table, database) => `Correction de ${table} dans la base ${database}`,
  undo: (table, database) => `Annulation de la correction de ${table} dans la base ${database}`,
  labels: {
    incident: 'incident',
    dump: 'sauvegarde',
    made: 'fait le',
    rows: 'lignes',
    columns: 'modifie',
    children: 'avec elles',
  },
  made: (at, tool, plan) => `${at} par ${tool}, plan ${plan}`,
  counts: actions,
  otherColumns: (sets) => `et ${sets} autre${plural(sets)} ensemble${plural(sets)} de colonnes`,
  taken: (rows, child, action, constraint) =>
    `${rows} ligne${plural(rows)} de ${child} ${lost(rows, action)} (${constraint})`,
  usage: [
    "Il s'exécute de même dans psql (psql -X -f), pgAdmin et d'autres outils. Tel quel, il annule tout à sa",
    "fin : exécutez-le, lisez ce qu'il dit, puis remplacez ROLLBACK par COMMIT à la dernière ligne et relancez-le.",
    "Il refuse un autre serveur, une autre base ou une autre table, et toute ligne qui n'est plus telle qu'elle a été vue.",
    "Même annulé, il verrouille ces lignes tant qu'il s'exécute, laisse des lignes mortes et active les déclencheurs.",
  ],
  undoGivesBackNo:
    'Il ne reprend pas ce que des déclencheurs ont écrit ailleurs, ni les numéros que des séquences ont donnés.',
  undoTakesBackNo: 'Il ne rend pas non plus ce que les suppressions ont emporté :',
  toolGivesBack:
    "Si l'outil a appliqué la correction, sa propre annulation les rend, même après ce script.",
  confidential:
    'Il contient des lignes de la table, et le serveur peut le garder dans son journal : protégez les deux comme la table.',
  tail: 'Annule tout. Pour le garder, écrivez COMMIT à la place et exécutez à nouveau le fichier entier.',

  comments: {
    notCompared: [
      "Colonnes que des déclencheurs ont écrites à l'application de la correction : nommez-les ici, par exemple {updated_at,updated_by}.",
      'Elles sont laissées telles quelles, et ne sont pas comparées.',
    ],
    lines:
      "Une ligne de la table par ligne : que faire, sa clé, la ligne telle qu'elle a été vue, les valeurs à écrire.",
    constraints: 'Les contraintes différées parlent maintenant, pas au COMMIT.',
    pinned: "Comment les valeurs s'écrivent en texte, pour comparer.",
    restored: 'À nouveau les réglages de la production : ses déclencheurs doivent voir ceux-là.',
    locked: "Les lignes, verrouillées dans l'ordre de leurs clés.",
    places:
      "Où se trouvent ces lignes, verrouillées telles quelles : leurs clés ne s'écrivent ainsi que sous ces réglages.",
    compared:
      "Chaque ligne doit être telle qu'elle a été vue ; une ligne à insérer ne doit pas être là.",
    sameTable: 'Plus personne ne peut mettre une autre table à sa place.',
    children:
      "Une suppression ne doit ni emporter ni changer des lignes d'autres tables, par leurs clés étrangères ;",
    childrenAgreed:
      "Une suppression ne doit ni emporter ni changer d'autres lignes d'autres tables, par leurs clés étrangères, que celles convenues ;",
    parents: 'une modification ne doit pas retirer ce à quoi elles renvoient.',
    updates:
      "Un update par ensemble de colonnes : les autres colonnes d'une ligne ne sont pas écrites.",
    exchanged:
      "Certaines prennent une valeur qu'une autre libère : l'une après l'autre ; ce qui peut être différé l'est.",
    review: 'Relecture : ce que des déclencheurs, ou des types qui arrondissent, en ont fait.',
    sequences: "Les séquences ne doivent donner aucun numéro qu'une ligne insérée porte.",
  },

  cut: 'Refusé : ce fichier a été coupé, ou des lignes y ont été ajoutées.',
  blockAlone: "Refusé : ce bloc a été exécuté sans les lignes qui l'entourent.",
  runWhole:
    'Exécutez le fichier entier, de BEGIN à sa dernière ligne, en dehors de toute autre transaction.',
  standby: 'Refusé : ce serveur est un secondaire.',
  otherServer: "Refusé : ce serveur n'est pas celui qui a été comparé.",
  otherDatabase: "Refusé : cette base n'est pas celle qui a été comparée.",
  otherTable: "Refusé : %s n'est pas la table qui a été comparée.",
  otherColumnsThere: "Refusé : %s a des colonnes qui n'ont pas été comparées.",
  rowsHidden: 'Refusé : la sécurité des lignes (RLS) cache des lignes de %s à ce rôle.',
  notUtf8: "Refusé : ce fichier n'a pas été lu en UTF-8.",

  findings: { appeared: 'apparue', gone: 'disparue', changed: 'changée' },
  drifted:
    'Refusé : déjà appliqué, ou changé depuis. Lignes de ce script : %s ; changées : %s, disparues : %s, apparues : %s.',
  firstDrifted: 'Les premières : ',
  compareAgain: 'Comparez à nouveau et faites un nouveau script.',

  childrenLost:
    "Refusé : l'ordre %s sur ces lignes en supprimerait ou changerait d'autres : %s de %s.",
  agreed: ' Convenu : %s.',
  furtherLost:
    "Refusé : les lignes emportées de %s en supprimeraient ou changeraient d'autres : %s de %s.",
  otherChildren: (rows) =>
    `Refusé : ces suppressions emportent des lignes d'autres tables : %s. Convenu : ${rows}.`,

  otherCount: (action, rows) => `Refusé : lignes ${written[action]} : %s ; prévues : ${rows}.`,
  notWritten: 'Refusé : lignes qui ne sont pas là, ou sont encore là, après leur écriture : %s.',
  lookAtTriggers: 'Regardez les déclencheurs et les règles de ',
  valuesHeld:
    "Refusé : lignes qui prennent des valeurs que d'autres lignes portent : %s, par exemple %s.",
  freeValue:
    "Lignes qui ne font qu'échanger leurs valeurs : donnez à l'une une valeur libre et comparez à nouveau, ou rendez la contrainte DEFERRABLE.",
  alteredValue:
    "Colonne %s : lignes qui n'ont pas la valeur corrigée (un déclencheur ou le type l'a modifiée) : %s, par exemple %s.",
  alsoChanged:
    "Colonne %s : lignes qu'un déclencheur a changées, elles aussi : %s, par exemple %s. Il faut l'indiquer au script d'annulation.",

  sequenceUnseen: "Séquence %s : un autre rôle doit vérifier qu'elle a dépassé %s.",
  sequenceByOwner: (block) => `Après le COMMIT, en tant que propriétaire : ${block}`,
  sequenceEnds: 'La séquence %s finit avant %s : il ne lui reste aucun numéro.',
  sequenceMoved: 'La séquence %s continue à %s.',

  done: (counts, rows) =>
    `Fait : ${actions(counts)}` +
    (rows === 0
      ? ''
      : `, et avec elles ${rows} ligne${plural(rows)} d'autres tables supprimée${plural(rows)} ou changée${plural(rows)}`) +
    '. Cela ne dure que si un COMMIT suit.',
};
