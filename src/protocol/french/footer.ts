/** Where the cursor is, what is selected, and what can be done now. */
export const footerFrench = {
  'Row {n} of {m}': 'Ligne {n} sur {m}',
  'Row {n} of {m} different ones': 'Ligne {n} sur {m} différentes',
  'Range of {n} {n:row|rows}': 'Plage de {n} {n:ligne|lignes}',
  '{n:Select|Select all} {n} {n:row|rows} of this tab?':
    '{n:Choisir|Choisir les} {n} {n:ligne|lignes} de cet onglet ?',
  'Select All': 'Tout choisir',
  'Turn the selection of {n} {n:row|rows} round?': 'Inverser le choix de {n} {n:ligne|lignes} ?',
  'Invert Selection': 'Inverser le choix',
  'Left out: {what}': 'Laissées de côté : {what}',
  '{n} only in production: deletes are not allowed':
    '{n} en production seulement : les suppressions ne sont pas permises',
  '{n} with a reused key: chosen one by one': '{n} à clé réutilisée : à choisir une par une',
  '{n} stale': '{n} {n:dépassée|dépassées}',
  '{n} too large to be read': '{n} trop {n:grande|grandes} pour être {n:lue|lues}',
  'A row selected here is deleted in production':
    'Une ligne choisie ici est supprimée en production',
  'Selected here, a row would be deleted in production: allow deletes first':
    'Choisie ici, une ligne serait supprimée en production : permettre d’abord les suppressions',
  Cancel: 'Annuler',
  Clear: 'Effacer',
  '{n} selected': '{n} {n:choisie|choisies}',
  '{n} insert': '{n} à insérer',
  '{n} update': '{n} à corriger',
  '{n} delete': '{n} à supprimer',
  '{n} selected: {i} insert, {u} update, {d} delete':
    '{n} {n:choisie|choisies} : {i} à insérer, {u} à corriger, {d} à supprimer',
  'Allow deletes': 'Permettre les suppressions',
  'Save Script': 'Enregistrer le script',
  Rehearse: 'Répéter',
  'Apply…': 'Appliquer…',
  'Apply the Rest…': 'Appliquer le reste…',
  'Partly applied: what is left is still to be written':
    'Appliquée en partie : le reste est encore à écrire',
  'Undo Last Apply…': 'Annuler la dernière application…',
  'Verify Recovery': 'Vérifier la reprise',
  'Verify Undo': 'Vérifier l’annulation',
  'Compare Again': 'Comparer à nouveau',
  'Ask Production': 'Interroger la production',
  'Choose Key and Compare Again…': 'Choisir la clé et comparer à nouveau…',
  'Select the rows to put right': 'Choisissez les lignes à rétablir',
  'Script out of date': 'Script dépassé',
  'Apply opens after a rehearsal': 'Appliquer s’ouvre après une répétition',
  'The rehearsal failed: Apply stays closed': 'Répétition en échec : Appliquer reste fermé',
  'Selection changed: rehearse again': 'Choix modifié : répéter à nouveau',
  'Without a key no row can be corrected': 'Sans clé, aucune ligne ne peut être corrigée',
  'Outcome unknown: ask production before anything else':
    'Résultat inconnu : interroger d’abord la production',
} as const;
