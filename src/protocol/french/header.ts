/** What happened, from which dump to which production. */
export const headerFrench = {
  '{n} {n:row|rows} lost and {m} changed since the backup':
    '{n} {n:ligne perdue|lignes perdues} et {m} {m:modifiée|modifiées} depuis la sauvegarde',
  '{n} {n:row|rows} lost and {m} changed since {time}':
    '{n} {n:ligne perdue|lignes perdues} et {m} {m:modifiée|modifiées} depuis le {time}',
  '{n} {n:row|rows} missing and {m} only in production since the backup':
    '{n} {n:ligne manquante|lignes manquantes} et {m} en production seulement depuis la sauvegarde',
  '{n} {n:row|rows} missing and {m} only in production since {time}':
    '{n} {n:ligne manquante|lignes manquantes} et {m} en production seulement depuis le {time}',
  'backup and production are equal': 'sauvegarde et production sont égales',
  'Rolled back: nothing has been written': 'Annulée : rien n’a été écrit',
  'Nothing has been written': 'Rien n’a été écrit',
  Verified: 'Vérifiée',
  'Applied at {time}': 'Appliquée à {time}',
  'Partly applied': 'Appliquée en partie',
  'Applied by file at {time}': 'Appliquée par fichier à {time}',
  'Undone at {time}': 'Annulée à {time}',
  'Outcome unknown': 'Résultat inconnu',
  PRODUCTION: 'PRODUCTION',
  '{n} {n:row|rows}': '{n} {n:ligne|lignes}',
  'Compared {time}': 'Comparé le {time}',
  'Compared at {time}, {n} min ago': 'Comparé à {time}, il y a {n} min',
  '{time}, {n} min ago': '{time}, il y a {n} min',
  'Compared {n} min ago, not frozen: compare again':
    'Comparé il y a {n} min, non gelée : à comparer à nouveau',
  'Compared {time}, not frozen: compare again':
    'Comparé le {time}, non gelée : à comparer à nouveau',
  'Frozen {time} by {who}': 'Gelée à {time} par {who}',
  Frozen: 'Gelée',
  'Compare again what has moved on': 'Comparer à nouveau ce qui a changé depuis',
  'Comparing again what has moved on': 'Nouvelle comparaison de ce qui a changé depuis',
  'Only {scope}': 'Seulement {scope}',
  'part of the table': 'partie de la table',
  'stale rows again at {time}': 'lignes dépassées à nouveau à {time}',
} as const;
