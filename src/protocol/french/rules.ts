/** What the selection comes from. */
export const rulesFrench = {
  'Rules and exceptions': 'Règles et exceptions',
  '1 rule': '1 règle',
  '{n} rules': '{n} règles',
  '1 exception': '1 exception',
  '{n} exceptions': '{n} exceptions',
  Rules: 'Règles',
  Exceptions: 'Exceptions',
  'Looking for the rules…': 'Recherche des règles…',
  'All of {tab}': 'Toutes : {tab}',
  'Rows {n} to {m} of {tab}': 'Lignes {n} à {m} : {tab}',
  'Not: {rule}': 'Sauf : {rule}',
  'Inverted: {rule}': 'Inversées : {rule}',
  '{rule} (1 row)': '{rule} (1 ligne)',
  '{rule} ({n} rows)': '{rule} ({n} lignes)',
  '{rule} ({n} {n:row|rows} when chosen)': '{rule} ({n} {n:ligne|lignes} au moment du choix)',
  'by masked values': 'par des valeurs masquées',
  '1 other rule': '1 autre règle',
  '{n} other rules': '{n} autres règles',
  'No rule: the rows were chosen one by one':
    'Aucune règle : les lignes ont été choisies une par une',
  'No exception: every row is as the rules have it':
    'Aucune exception : chaque ligne est comme les règles la veulent',
  '1 row is in or out by an act of its own': '1 ligne choisie ou laissée à part',
  '{n} rows are in or out by acts of their own': '{n} lignes choisies ou laissées à part',
  '1 column is taken alone': '1 colonne prise seule',
  '{n} columns are taken alone': '{n} colonnes prises seules',
  'Take Back the Last': 'Annuler le dernier choix',
  'Nothing was chosen since the review was opened; what was chosen before stays.':
    'Rien n’a été choisi depuis l’ouverture ; les choix d’avant restent.',
} as const;
