/** The ways of putting a table right. */
export const strategySentences: Readonly<Record<string, string>> = {
  'Weighing the strategies': 'Évaluation des stratégies',
  'Choose the strategy': 'Choisir la stratégie',
  'Nothing is written to production': 'Rien n’est écrit en production',
  'Other transactions did the damage…': 'D’autres transactions ont fait le dommage…',
  'Another period or business scope…': 'Une autre période ou un autre périmètre métier…',
  'By which column?': 'Par quelle colonne\u00a0?',
  'From, included: 2026-03-01': 'À partir de, compris\u00a0: 2026-03-01',
  'To, not included: 2026-03-16': 'Jusqu’à, non compris\u00a0: 2026-03-16',
  'A value is missing.': 'Il manque une valeur.',
  'Which value?': 'Quelle valeur\u00a0?',
  'Other values of {1} hold this text, too.': 'D’autres valeurs de {1} contiennent aussi ce texte.',
  'Choose these rows in the review.': 'Choisissez ces lignes dans la revue.',
  'No column {1} was compared.': 'Aucune colonne {1} n’a été comparée.',
  'Which transactions did the damage?': 'Quelles transactions ont fait le dommage\u00a0?',
  'Why this strategy? The journal and the report have it.':
    'Pourquoi cette stratégie\u00a0? La main courante et le rapport le reprennent.',
  'Who decided it? Empty: you': 'Qui l’a décidé\u00a0? Vide\u00a0: vous',
  'A strategy is chosen for a reason: it is missing.':
    'Une stratégie se choisit pour une raison\u00a0: elle manque.',
  'The strategy is in the journal: {1}.': 'La stratégie est dans la main courante\u00a0: {1}.',
  'Select in Review': 'Choisir dans la revue',
  'There is no strategy “{1}” here.': 'Il n’y a pas ici de stratégie «\u00a0{1}\u00a0».',
  'They are {1}.': 'Ce sont {1}.',
  'Transaction {1} is none that is told of the rows that differ.':
    'La transaction {1} n’est pas de celles que montrent les lignes qui diffèrent.',
};

/** The report, notes and messages. */
export const reportingSentences: Readonly<Record<string, string>> = {
  'report.md was changed outside of the parts that are yours, and is left as it is.':
    'report.md a été modifié en dehors des parties qui sont les vôtres, et reste tel quel.',
  'Rename it, write the report again, and move your text into the parts that are yours.':
    'Renommez-le, réécrivez le rapport, et déplacez votre texte dans les parties qui sont les vôtres.',
  '“{1}” is no time.': '«\u00a0{1}\u00a0» n’est pas une heure.',
  'The note is empty.': 'La note est vide.',
  'The chart of rows by date was not drawn anew: {1}':
    'Le graphique des lignes par date n’a pas été redessiné\u00a0: {1}',
  'Qualifying {1}': 'Qualification de {1}',
  'Looking at the restored table {1}': 'Examen de la table restaurée {1}',
  'Restored: {1}': 'Restaurée\u00a0: {1}',
  'Show Figures': 'Voir les chiffres',
  'Beside which production?': 'À côté de quelle production\u00a0?',
  '{1} was restored into scratch in {2} s: {3}.':
    '{1}\u00a0: restauration dans une base de travail en {2} s\u00a0: {3}.',
  '{1} left out': '{1} non restaurées',
  'The whole database of {1}': 'Toute la base de {1}',
  'A new incident': 'Un nouvel incident',
  'For which incident is the table qualified?':
    'Pour quel incident la table est-elle qualifiée\u00a0?',
  'This incident does not say of which table it is.':
    'Cet incident ne dit pas de quelle table il est.',
  'Call the command on the table itself, in the view Connections.':
    'Appelez la commande sur la table elle-même, dans la vue des connexions.',
  'Writing the incident report': 'Écriture du rapport d’incident',
  'Draft a message about the incident': 'Préparer un message sur l’incident',
  'To the business': 'Au métier',
  'without technical terms': 'sans termes techniques',
  'To the team': 'À l’équipe',
  'with what is to be done next': 'avec ce qui reste à faire',
  'Add a note to the journal': 'Ajouter une note à la main courante',
  'Who? Empty: you': 'Qui\u00a0? Vide\u00a0: vous',
  'When? 2026-03-10 09:30; empty: now':
    'Quand\u00a0? 2026-03-10 09:30\u00a0; vide\u00a0: maintenant',
  'How the damage was found': 'Comment le dommage a été découvert',
  'What it means for the service and its users': 'Les conséquences pour le service et ses usagers',
  'What logs, jobs or people told of it':
    'Ce qu’en disent les journaux, les traitements ou les personnes',
  'Who was told, and how': 'Qui a été informé, et comment',
  'What was suspended, beside the batches of the checklist':
    'Ce qui a été suspendu, hors des traitements de la liste',
  'What was decided': 'Ce qui a été décidé',
  'What was decided about damage that is left as it is':
    'Ce qui a été décidé pour le dommage laissé tel quel',
  'How it is put right, and why so': 'Comment on rétablit, et pourquoi ainsi',
  'What was looked at and found right': 'Ce qui a été regardé et trouvé juste',
  'What was taken up again': 'Ce qui a été repris',
  'What made it happen': 'Ce qui l’a provoqué',
  'What is to be done, by whom, until when': 'Ce qui est à faire, par qui, pour quand',
  'What was learnt': 'Ce qu’on en retient',
};
