/** What other rows have to do with a row, and when it was written. */
export const marksFrench = {
  blocked: 'bloquée',
  '{n} {n:refers|refer} to it': '{n} s’y {n:réfère|réfèrent}',
  'after the dump': 'après la sauvegarde',
  'after the dump?': 'après la sauvegarde ?',
  'Production has no {table} with {key}: bring it first':
    'La production n’a pas de {table} avec {key} : à rapporter d’abord',
  'A delete is refused while {n} {n:row|rows} of {table} {n:refers|refer} to it':
    'La suppression est refusée tant que {n} {n:ligne|lignes} de {table} s’y {n:réfère|réfèrent}',
  'A delete would take {n} {n:row|rows} of {table} with it':
    'La suppression emporterait {n} {n:ligne|lignes} de {table}',
  'A delete would change {n} {n:row|rows} of {table} that {n:refers|refer} to it':
    'La suppression changerait {n} {n:ligne|lignes} de {table} qui s’y {n:réfère|réfèrent}',
  '{column} is the day of the dump: perhaps written after it':
    '{column} est le jour de la sauvegarde : peut-être écrite après elle',
  '{column} is later than the dump, by the clocks of {zone}':
    '{column} est après la sauvegarde, à l’heure de {zone}',
  '{table} has {time} in {column}, later than the dump by the clocks of {zone}':
    '{table} a {time} dans {column}, après la sauvegarde à l’heure de {zone}',
  'That alone does not make the row right.': 'Cela ne suffit pas à la dire juste.',
  '{n} {n:needs a parent|need parents} that production lacks':
    '{n} {n:a|ont} besoin de parents qui manquent en production',
  'Select All the Same': 'Choisir quand même',
  'It overwrites another thing: {now} becomes {then}':
    'Elle écrase autre chose : {now} devient {then}',
  'Missing parents': 'Parents manquants',
  'Show Blocked Rows': 'Afficher les lignes bloquées',
  '{n} {n:row is|rows are} blocked: production lacks {k} {k:row|rows} of {table}. Bring them, then compare again.':
    '{n} {n:ligne bloquée|lignes bloquées} : la production n’a pas {k} {k:ligne|lignes} de {table}. Les rapporter, puis comparer à nouveau.',
  'Bring the Missing Parent…': 'Rapporter le parent manquant…',
  'Bring the {n} Missing Parents…': 'Rapporter les {n} parents manquants…',
  'not written': 'non écrite',
  'Production takes no value for this column: a correction leaves it out':
    'La production ne prend pas de valeur pour cette colonne : une correction la laisse de côté',
} as const;
