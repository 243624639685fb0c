/** `12,345`. */
export function count(number: number): string {
  return number.toLocaleString('en');
}

/** `1 row`, `12 rows`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${wordFor(number, one, many)}`;
}

/** The word that goes with the number: `wordFor(2, 'is', 'are')`. */
export function wordFor(number: number, one: string, many: string): string {
  return number === 1 ? one : many;
}

/** The first few of them, and how many there are besides. */
export function someOf(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`;
}

/** A name on one line, with a sign for what could not be seen in it or would move what stands around it. */
export function shownName(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, signOf)
    .replaceAll(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length));
}

function signOf(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\n') {
    return '⏎';
  }
  // The pictures of the control characters stand in the order of these.
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '\ufffd';
}
