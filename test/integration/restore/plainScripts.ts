/** A plain dump as pg_dump 15 writes one, of these statements and blocks of rows. */
export function plainScript(...parts: readonly string[]): Buffer {
  return Buffer.from(
    [
      '--\n-- PostgreSQL database dump\n--\n',
      '-- Dumped from database version 15.18\n-- Dumped by pg_dump version 15.18\n',
      "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;",
      "SELECT pg_catalog.set_config('search_path', '', false);\nSET row_security = off;\n",
      ...parts,
      '--\n-- PostgreSQL database dump complete\n--\n\n',
    ].join('\n'),
  );
}

/** A block of rows of a table. */
export function rowsOfTable(table: string, lines: readonly string[]): string {
  return `COPY ${table} FROM stdin;\n${lines.map((line) => `${line}\n`).join('')}\\.\n`;
}

export const schema = 'CREATE SCHEMA s;\nALTER SCHEMA s OWNER TO nobody_here;\n';
