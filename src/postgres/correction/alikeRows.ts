import type { KeptTable } from '../../core/correction/keptChildren';
import { arrayText } from './arrayText';
import { childRelation } from './childRows';
import type { Line } from './line';

/** Kept rows that nothing tells apart, looked for by all that they hold: each found row stands for one kept row. */
export class AlikeRows {
  /** By table and text: how many kept rows were looked for. */
  private readonly asked = new Map<string, number>();

  constructor(private readonly line: Line) {}

  async areThere(table: KeptTable, lines: readonly string[]): Promise<readonly boolean[]> {
    const rows = await this.line.rows(
      `
      select (c.*)::text, count(*)
      from ${childRelation(table)} as c
      where (c.*)::text = any($1::pg_catalog._text)
      group by 1`,
      [arrayText([...new Set(lines)])],
    );
    const found = new Map(rows.map(([text, count]) => [text ?? '', Number(count)]));
    return lines.map((text) => {
      const id = `${table.oid} ${text}`;
      const before = this.asked.get(id) ?? 0;
      this.asked.set(id, before + 1);
      return before < (found.get(text) ?? 0);
    });
  }
}
