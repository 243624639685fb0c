export { ageText } from '../core/ageText';
export { sizeText } from '../core/sizeText';

/** `12,345`. */
export function count(number: number): string {
  return number.toLocaleString('en');
}

/** `1 row`, `12 rows`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
