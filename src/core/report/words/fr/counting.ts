export const months =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

export function count(number: number): string {
  return number.toLocaleString('fr');
}

/** Zero and one are singular. */
export function rows(number: number): string {
  return `${count(number)} ${number < 2 ? 'ligne' : 'lignes'}`;
}

export function plural(number: number): string {
  return number < 2 ? '' : 's';
}

/** Of a number that is written out. */
export function rowsText(number: string): string {
  return `${number} ${/^[01]$/.test(number) ? 'ligne' : 'lignes'}`;
}

/** `1 ligne réinsérée`, `3 lignes réinsérées` */
export function counted(number: number, participle: string): string {
  return `${rows(number)} ${participle}${plural(number)}`;
}

export function date(year: number, month: number, day: number): string {
  return `${day === 1 ? '1er' : String(day)} ${months[month - 1] ?? ''} ${year}`;
}
