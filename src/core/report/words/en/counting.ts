export const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

export function count(number: number): string {
  return number.toLocaleString('en');
}

export function rows(number: number): string {
  return `${count(number)} ${number === 1 ? 'row' : 'rows'}`;
}

/** Of a number that is written out. */
export function rowsText(number: string): string {
  return `${number} ${number === '1' ? 'row' : 'rows'}`;
}

export function were(number: number): string {
  return number === 1 ? 'was' : 'were';
}
