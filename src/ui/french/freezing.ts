/** What freezing a table, and suspending its batches, asks and says. */
export const freezingSentences = {
  'Batches to suspend': 'Traitements à suspendre',
  'Batches to resume': 'Traitements à reprendre',
  'Tick what has been suspended': 'Cochez ce qui a été suspendu',
  'Tick what has been resumed': 'Cochez ce qui a été repris',
  'Add a batch to the list': 'Ajouter un traitement à la liste',
  'Take off the list': 'Retirer de la liste',
  'Batch checklist': 'Liste des traitements',
  'A batch that writes to the table, as its operators call it':
    'Un traitement qui écrit dans la table, du nom que lui donnent ses exploitants',
  'listed by {1}, {2}': 'inscrit par {1}, {2}',
  'suspended by {1}, {2}': 'suspendu par {1}, {2}',
  'resumed by {1}, {2}': 'repris par {1}, {2}',
} as const;
