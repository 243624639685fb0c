/** The pattern of an identifier as pg_dump writes it, quoted or not. */
export const identifier = String.raw`(?:"(?:[^"]|"")*"|[^\s"(),.;]+)`;

/** The name that an identifier stands for, as pg_dump writes it. */
export function unquoted(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
}
