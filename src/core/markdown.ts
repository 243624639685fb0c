/** Line ends above all; French keeps its spaces that are no place for one. */
const breakable = /[^\S\u00a0\u202f]+/g;

/** Text from outside, so that it stays in its place in Markdown. */
export function plain(text: string): string {
  return text
    .replace(/[\\`*_<>[\]|#]/g, '\\$&')
    .replace(breakable, ' ')
    .trim();
}

/** Text from outside on one line. */
export function oneLine(text: string): string {
  return text.replace(breakable, ' ').trim();
}

/** A name, a path or a hash as code. */
export function code(text: string): string {
  const shown = text.replace(breakable, ' ').replaceAll('|', '\\|');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

/** A table with its head; nothing without rows. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return rows.length === 0 ? [] : [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

export function list(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ''];
}

export function paragraph(
  ...sentences: readonly (string | undefined | false)[]
): readonly string[] {
  const said = sentences.filter((each) => each !== undefined && each !== false && each !== '');
  return said.length === 0 ? [] : [said.join(' '), ''];
}
