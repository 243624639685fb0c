/** Titles of the commands that sentences name, as `package.nls.json` and `package.nls.fr.json` have them. */
const titles: Readonly<Record<string, string>> = {
  'Add Connection': 'Ajouter une connexion',
  'Apply Selected Rows': 'Appliquer les lignes choisies',
  'Freeze Table': 'Geler la table',
  'Recover Table': 'Récupérer une table',
  // Before the shorter one that it begins with.
  'Rehearse File': 'Répéter un fichier',
  Rehearse: 'Répéter',
  'Save Correction Script': 'Enregistrer le script de correction',
  'Show Ledger': 'Afficher le registre',
  'Undo Last Apply': 'Annuler la dernière application',
  'Unfreeze Table': 'Dégeler la table',
  'Verify Dump': 'Vérifier la sauvegarde',
  'Write Incident Report': 'Écrire le rapport d’incident',
};

/** `PRA: Rehearse`, or `setting pra.batchRows`, as a French window shows them. */
export function withFrenchTitles(text: string): string {
  return text
    .replaceAll(named, (_, title: string) => `PRA: ${titles[title] ?? title}`)
    .replace(', as scratch', ', comme serveur de travail')
    .replace(/\bsetting(s?) (?=pra\.)/, 'réglage$1 ');
}

const named = new RegExp(`PRA: (${Object.keys(titles).join('|')})\\b`, 'g');

/** By its English title; itself where no sentence names it. */
export const frenchTitles: ReadonlyMap<string, string> = new Map(Object.entries(titles));
