/** What `pra` answers, line by line and cell by cell. */
export const answerSentences = {
  'Chosen, and noted in the journal: {1}.': 'Choisie, et notée dans la main courante\u00a0: {1}.',
  name: 'nom',
  'Note: {1}': 'Remarque : {1}',
  'The incident is closed.': 'L’incident est clos.',
  'The incident is closed already.': 'L’incident est déjà clos.',
  'Closed on {1}.': 'Clos le {1}.',
  'Still open: {1}.': 'Reste à faire : {1}.',
  open: 'à faire',
  'Next: {1}': 'Ensuite : {1}',
  'BLOCKED: {1}': 'BLOQUÉ : {1}',
  'Structure:': 'Structure :',
  identical: 'identiques',
  missing: 'manquantes',
  changed: 'modifiées',
  extra: 'en trop',
  conflicts: 'en conflit',
  'in the backup, lost in production': 'côté sauvegarde, perdues en production',
  'in the backup, {1} in production': 'côté sauvegarde, {1} en production',
  '{1}: {2} in the backup, {3} in production (compared in {4} s)':
    '{1} : {2} côté sauvegarde, {3} en production (comparées en {4} s)',
  'Only {1}, as either side has them.': 'Seulement {1}, d’un côté ou de l’autre.',
  '{1} of them reuse a key': 'dont {1} réutilisent une clé',
  '{1} of them are equal by type, written differently':
    'dont {1} égales selon le type, écrites autrement',
  'As of {1} in production, {2} in the backup; the snapshots were kept for {3} s.':
    'État du {1} en production, du {2} côté sauvegarde ; les instantanés ont été tenus {3} s.',
  'Conflicts: {1} ({2}) of several rows, or with NULL in it, whose rows are not the same on both sides. They are never corrected; --key names other columns.':
    'Conflits : {1} ({2}) de plusieurs lignes, ou contenant NULL, dont les lignes ne sont pas les mêmes des deux côtés. Elles ne sont jamais corrigées ; --key nomme d’autres colonnes.',
  '{1} of the {2} {is|are} listed.': '{1} sur {2} {1:est listée|sont listées}.',
  'Changed and extra rows by the transaction that wrote them (--transaction XID):':
    'Lignes modifiées et en trop, par la transaction qui les a écrites (--transaction XID) :',
  'commit time not kept': 'heure du COMMIT non conservée',
  '{1} with a value too large to be read: compared by a digest, to be corrected by hand.':
    '{1} avec une valeur trop grande pour être lue : {1:comparée|comparées} par empreinte, à corriger à la main.',
  '{1} with a value too large to be read: compared by a digest.':
    '{1} avec une valeur trop grande pour être lue : {1:comparée|comparées} par empreinte.',
  '{1} moved on while {it was|they were} compared: compare again.':
    '{1} {1:a|ont} changé pendant la comparaison : comparez à nouveau.',
  'no key: rows are compared as a multiset':
    'pas de clé : les lignes sont comparées comme un multi-ensemble',
  '{1}, with how many there are of each.': '{1}, avec le nombre de chacune.',
  'and {1} more': 'et {1} autres',
  'Changed rows by what differs, and nothing else (--pattern ID selects them):':
    'Lignes modifiées, par ce qui diffère et rien d’autre (--pattern ID les choisit) :',
  'The same change among others (--pattern ID selects it, too):':
    'La même modification parmi d’autres (--pattern ID la choisit aussi) :',
  '{1} ({2} only written differently)': '{1} ({2} seulement écrites autrement)',
  'Planned: {1}. Nothing has been written to production.':
    'Prévu : {1}. Rien n’a été écrit en production.',
  'Planned: {1}.': 'Prévu : {1}.',
  'In {1}: correction.sql, undo.sql, plan.json, report.md.':
    'Dans {1} : correction.sql, undo.sql, plan.json, report.md.',
  'Nothing was selected, so no correction is planned. Nothing has been written to production.':
    'Rien n’a été choisi : aucune correction n’est prévue. Rien n’a été écrit en production.',
  'Next: pra replan {1} with --select, --transaction, --pattern or --keys.':
    'Ensuite : pra replan {1} avec --select, --transaction, --pattern ou --keys.',
  'Without a key no single row can be corrected, so no correction is planned. Nothing has been written to production.':
    'Sans clé aucune ligne ne peut être corrigée seule : aucune correction n’est prévue. Rien n’a été écrit en production.',
  'In {1}: rows/changes.jsonl, a line for each different row, with how many copies.':
    'Dans {1} : rows/changes.jsonl, une ligne pour chaque ligne différente, avec le nombre d’exemplaires.',
  'Next: pra recover into another DIR with --key a,b, columns that together tell the rows apart.':
    'Ensuite : pra recover dans un autre DIR avec --key a,b, des colonnes qui ensemble distinguent les lignes.',
  'The scratch database stays: {1}': 'La base de travail reste : {1}',
  'pra replan {1} --without-drifted plans it without the rows that drifted.':
    'pra replan {1} --without-drifted la prévoit sans les lignes qui ont changé.',
  'Drifted: {1}.': 'Changées entre-temps : {1}.',
  'Applied {1} in {2} s by transaction {3}: {4}.':
    '{1} appliqué en {2} s par la transaction {3} : {4}.',
  'Rehearsed and rolled back: {1} cannot be applied.':
    'Répété puis annulé : {1} ne peut pas être appliqué.',
  'Rehearsed {1} in {2} s and rolled back: {3}.': '{1} répété en {2} s puis annulé : {3}.',
  'line {1}': 'ligne {1}',
  'Rows of {1} as well: {2}.': 'Aussi des lignes de {1} : {2}.',
  'It says: {1}': 'Message : {1}',
  'The damaged table is kept: {1} in {2}.': 'La table abîmée est gardée : {1} dans {2}.',
  'Next: pra prove {1} --live CONN. It was not this folder that wrote it: undo it where it was applied.':
    'Ensuite : pra prove {1} --live CONN. Ce n’est pas ce dossier qui l’a écrite : annulez-la là où elle a été appliquée.',
  'Next: pra prove {1} --live CONN; pra undo takes it back.':
    'Ensuite : pra prove {1} --live CONN ; pra undo la reprend.',
  'Applied in {1} s by transaction {2}: {3}.': 'Appliquée en {1} s par la transaction {2} : {3}.',
  'Written in {1} s before it stopped: {2}.': 'Écrit en {1} s avant l’arrêt : {2}.',
  'Sequence {1}: {2} → {3}.': 'Séquence {1} : {2} → {3}.',
  'Triggers or types altered {1}.': 'Des déclencheurs ou des types ont changé {1}.',
  'Triggers or types will alter {1}.': 'Des déclencheurs ou des types vont changer {1}.',
  'Rehearsed and rolled back: the correction cannot be applied.':
    'Répétée puis annulée : la correction ne peut pas être appliquée.',
  'Rehearsed in {1} s and rolled back: {2}, no drift, no violation.':
    'Répétée en {1} s puis annulée : {2}, aucune ligne changée entre-temps, aucune contrainte enfreinte.',
  'This run is not kept: {1}': 'Ces résultats ne sont pas gardés : {1}',
  check: 'contrôle',
  expected: 'attendu',
  '{1} of {2} in {3}: read them, and change them to what is right.':
    '{1} de {2} dans {3} : relisez-les, et modifiez-les selon ce qui est juste.',
  '{1} {was there already and stays|were there already and stay}.':
    '{1} {1:était déjà là et reste|étaient déjà là et restent}.',
  'The page: {1}': 'La page : {1}',
  'Report: {1}': 'Rapport : {1}',
  '{1}: {2}, {3}, in {4}.': '{1} : {2}, {3}, dans {4}.',
  'SHA-256 {1}; sha256sum -c {2} checks it.': 'SHA-256 {1} ; sha256sum -c {2} le vérifie.',
  '{1} is frozen whole again {2}.': '{1} est de nouveau gelée en entier {2}.',
  'Its token is kept in {1}.': 'Son jeton est gardé dans {1}.',
  '{1} takes writes again. It was frozen {2}.':
    '{1} accepte de nouveau les écritures. Elle était gelée {2}.',
  'Its token is not here: if it was not yours, tell its owner.':
    'Son jeton n’est pas ici : si le gel n’était pas de vous, prévenez son propriétaire.',
  'No table is frozen.': 'Aucune table n’est gelée.',
  'Noted in the journal; the report has it.':
    'Noté dans la main courante ; le rapport en tient compte.',
  'Recommended: {1}': 'Recommandée : {1}',
  'The others, the most useful first:': 'Les autres, la plus utile d’abord :',
  'None is recommended, the most useful first:':
    'Aucune n’est recommandée, la plus utile d’abord :',
  'Written: {1}': 'Écrit : {1}',
  'Restored in {1} s by {2}:': 'Restaurée en {1} s par {2} :',
  rows: 'lignes',
  'Left out:': 'Laissé de côté :',
  '{1} of them': 'au nombre de {1}',
  'Before you trust it: {1}': 'Avant de vous y fier : {1}',
  'It stays until pra scratch drop. As a CONN: {1}':
    'Elle reste jusqu’à pra scratch drop. En CONN : {1}',
  'It is found there by itself. Nothing else of this machine was touched.':
    'Il y est trouvé de lui-même. Rien d’autre n’a été touché sur cette machine.',
  'The sample is gone.': 'L’exemple n’est plus là.',
  'The town hall’s production runs: {1}': 'La production de la mairie tourne : {1}',
  '{1} was damaged after {2}. Its dumps:': '{1} a été abîmée après le {2}. Ses sauvegardes :',
  'Next: pra verify on the dumps, then pra recover. pra sample stop ends it.':
    'Ensuite : pra verify sur les sauvegardes, puis pra recover. pra sample stop y met fin.',
  'A town hall’s production runs, and {1} was damaged: noticed {2}.':
    'La production d’une mairie tourne, et {1} a été abîmée : constaté le {2}.',
  'All dumps were read whole.': 'Toutes les sauvegardes ont été lues en entier.',
  'Chosen: {1}: {2}': 'Choisie : {1} : {2}',
  'not {1}: {2}': 'et non {1} : {2}',
  'The table was restored into scratch by {1} ({2} s) and compared ({3} s):':
    'La table a été restaurée en base de travail par {1} ({2} s) et comparée ({3} s) :',
  '{1} identical, {2} missing, {3} changed ({4} with a reused id), {5} only in production.':
    '{1} identiques, {2} manquantes, {3} modifiées (dont {4} d’identifiant réutilisé), {5} en production seulement.',
  'Selected: the {1}, appointments of {2} to {3};':
    'Choisies : les {1}, rendez-vous du {2} au {3} ;',
  'and what transaction {1} wrote: it changed {2} at once, which no clerk does.':
    'et ce qu’a écrit la transaction {1} : elle a modifié {2} d’un coup, ce qu’aucun agent ne fait.',
  'Left alone: all other changes and all new rows. {1} whose id was reused for another appointment need a decision:':
    'Laissées : toutes les autres modifications et toutes les lignes nouvelles. {1} dont l’identifiant a été réutilisé pour un autre rendez-vous demandent une décision :',
  'Done in {1} s. The incident’s folder, with correction.sql, undo.sql and report.md:':
    'Fait en {1} s. Le dossier de l’incident, avec correction.sql, undo.sql et report.md :',
  'To take it back:': 'Pour revenir en arrière :',
  'The sample’s production runs until: {1}': 'La production de l’exemple tourne jusqu’à : {1}',
  'No scratch databases.': 'Aucune base de travail.',
  'Stopped.': 'Arrêté.',
  'It was not running.': 'Il ne tournait pas.',
  '{1} is in use and stays.': '{1} sert en ce moment et reste.',
  'Dropped {1}.': 'Supprimé : {1}.',
  'from {1}': 'de {1}',
  'by {1}': 'par {1}',
  'in use': 'en service',
  '{1} of {2} moved on in production since {it was|they were} compared, and {is|are} in no plan before being compared again.':
    '{1} sur {2} {1:a|ont} changé en production depuis la comparaison, et {1:n’est|ne sont} d’aucun plan avant d’être {1:comparée|comparées} à nouveau.',
  'Compared again: {1} missing, {2} changed, {3} only in production, {4} {differs|differ} no longer.':
    'À nouveau comparé : {1} {1:manquante|manquantes}, {2} {2:modifiée|modifiées}, {3} seulement en production, {4} {4:ne diffère|ne diffèrent} plus.',
  'The definition is the same on both sides:': 'La définition est la même des deux côtés :',
  'The definition; - only in the backup, + only in production:':
    'La définition ; - côté sauvegarde seulement, + en production seulement :',
  Dump: 'Sauvegarde',
  Format: 'Format',
  Made: 'Faite',
  Of: 'De',
  Size: 'Taille',
  Holds: 'Contient',
  '{1}, archive version {2}, {3}': '{1}, version d’archive {2}, {3}',
  'not compressed': 'non compressée',
  '{1}, as a whole compressed with {2}': '{1}, compressée en entier par {2}',
  'database {1}, PostgreSQL {2}': 'base {1}, PostgreSQL {2}',
  '{1} {table|tables} in {2}': '{1} {1:table|tables} dans {2}',
  partitioned: 'partitionnée',
  partition: 'partition',
  matview: 'vue matérialisée',
  foreign: 'table distante',
  'no rows in the dump': 'sans lignes dans la sauvegarde',
  'row security': 'sécurité des lignes (RLS)',
  '{1}: whole': '{1} : entière',
  '{1}: BAD: {2}': '{1} : INUTILISABLE : {2}',
  '{1} read in {2} s, SHA-256 {3}': '{1} lus en {2} s, SHA-256 {3}',
  '{1} read in {2} s': '{1} lus en {2} s',
  'Some of its data have no checksum of their own: changed bytes within a row go unseen.':
    'Une partie de ses données n’a pas de somme de contrôle : des octets changés dans une ligne passent inaperçus.',
  'not counted': 'non comptées',
  now: 'maintenant',
  production: 'production',
  '{1}: not counted: {2}': '{1} : non comptée : {2}',
  '(before these)': '(avant celles-ci)',
  'By {1}:': 'Par {1} :',
  'and {1} (--json has all)': 'et {1} (--json les a toutes)',
  '{1} with the same rows everywhere': '{1} avec les mêmes lignes partout',
  'Stopping, cleaning up …': 'Arrêt en cours, nettoyage …',
  'Still cleaning up …': 'Nettoyage toujours en cours …',
  'Cancelled.': 'Interrompu.',
  'Unexpected: {1}': 'Inattendu : {1}',
  'This is a bug in pra; please report it with the lines on standard error.':
    'C’est un défaut de pra ; merci de le signaler avec les lignes de la sortie d’erreur.',
  '{1} of {2} MB': '{1} Mo sur {2} Mo',
  '{1} of {2} {row|rows}': '{1} sur {2} {2:ligne|lignes}',
  '{1} of about {2} {row|rows}': '{1} sur environ {2} {2:ligne|lignes}',
  '{1} of {2} {step|steps}': '{1} sur {2} {2:étape|étapes}',
  '{1} of {2} {range|ranges}': '{1} sur {2} {2:plage|plages}',
  '{1} rows/s': '{1} lignes/s',
  '{1} MB/s': '{1} Mo/s',
  '{1} kB/s': '{1} ko/s',
  '{1} kB': '{1} ko',
  '{1} GB': '{1} Go',
  '{1} s left': 'encore {1} s',
  '{1} min left': 'encore {1} min',
  '{1} h left': 'encore {1} h',
  'for {1} s': 'depuis {1} s',
  'for {1} min': 'depuis {1} min',
  'for {1} h': 'depuis {1} h',
  ': ': ' : ',
} as const;
