import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import {
  type KeyRanges,
  type KeySample,
  type RangeSummaries,
  greatestKey,
  smallestKey,
} from '../../core/diff/keys/keyRanges';
import { quoteTable } from '../../core/sql/quote';
import type { HashedTable, RangeReader } from '../../recovery/ports/snapshot';
import { concatIntegerKeyHashes, copiedBytes, copiedKeyHashes } from './copyBinary';
import { combinedRowHashes, keyExpressions, rowHash } from './rowHash';
import { sampleOf } from './sampling';
import type { SnapshotSessions } from './snapshotSessions';

const sampledQuantiles = 256;
/** At how many places it is seen how far neighbours lie from each other, and among how many of them. */
const lookedAt = 32;
const neighbours = 64;

/** Reads hashes of a table with one integer key by walking the key's index range by range. */
export class IndexRanges implements RangeReader {
  private readonly from: string;
  private readonly key: string;
  private readonly hash: string;

  constructor(
    private readonly sessions: SnapshotSessions,
    private readonly hashed: HashedTable,
  ) {
    const { table, side } = hashed;
    this.from = `${quoteTable(table[side].id)} t`;
    this.key = keyExpressions(hashed)[0]?.column ?? '';
    this.hash = rowHash(hashed);
  }

  get atOnce(): number {
    return this.sessions.count;
  }

  async sample(signal: AbortSignal): Promise<KeySample> {
    return this.sessions.run('any', signal, async (session) => {
      const table = quoteTable(this.hashed.table[this.hashed.side].id);
      const { rows, looked } = await sampleOf(session, table, [
        `percentile_disc(array(select i / ${sampledQuantiles}::float8
                                 from generate_series(0, ${sampledQuantiles}) i))
           within group (order by ${this.key}::int8)`,
      ]);
      const [quantiles] = looked;
      return {
        rows,
        quantiles: (quantiles ?? '{}').slice(1, -1).split(',').filter(Boolean).map(BigInt),
      };
    });
  }

  async pagesPerRow({ quantiles }: KeySample, signal: AbortSignal): Promise<number> {
    const step = Math.ceil(quantiles.length / lookedAt);
    const keys = quantiles.filter((_, index) => index % step === 0);
    return this.sessions.run('index', signal, async (session) => {
      const [pages, rows] = await session.row(
        `
        select coalesce(sum(s.pages), 0)::text, coalesce(sum(s.n), 0)::text
          from unnest($1::int8[]) k,
               lateral (select count(distinct (r.place::text::point)[0]) pages, count(*) n
                          from (select t.ctid place
                                  from ${this.from}
                                 where ${this.key} >= k
                                 order by ${this.key}
                                 limit ${neighbours}) r) s`,
        [keys.map(String)],
      );
      return Number(pages) / Math.max(1, Number(rows));
    });
  }

  async summaries(ranges: KeyRanges, signal: AbortSignal): Promise<RangeSummaries> {
    const packed = await this.packed(ranges, signal, {
      value: 'int4send(s.n) || int8send(s.x)',
      rows: `select least(count(*), 2147483647)::int4 n, ${combinedRowHashes(this.hashed.hashing.form, this.hash)} x`,
    });
    const length = ranges.from.length;
    const summaries = { counts: new Int32Array(length), hashes: new BigInt64Array(length) };
    for (let range = 0; range < length; range++) {
      summaries.counts[range] = packed.readInt32BE(range * 12);
      summaries.hashes[range] = packed.readBigInt64BE(range * 12 + 4);
    }
    return summaries;
  }

  async bounds(ranges: KeyRanges, signal: AbortSignal): Promise<KeyRanges> {
    const packed = await this.packed(ranges, signal, {
      value: `int8send(coalesce(s.n, ${greatestKey})) || int8send(coalesce(s.x, '${smallestKey}'))`,
      rows: `select min(${this.key})::int8 n, max(${this.key})::int8 x`,
    });
    const length = ranges.from.length;
    const bounds = { from: new BigInt64Array(length), to: new BigInt64Array(length) };
    for (let range = 0; range < length; range++) {
      bounds.from[range] = packed.readBigInt64BE(range * 16);
      bounds.to[range] = packed.readBigInt64BE(range * 16 + 8);
    }
    return bounds;
  }

  async keyHashes(ranges: KeyRanges, signal: AbortSignal): Promise<KeyHashes> {
    const query = `
      select s.k, s.h
        from ${rangesTable(ranges)},
             lateral (select ${this.key}::int8 k, ${this.hash} h
                        from ${this.from}
                       where ${this.key} >= r.lo
                         and ${this.key} <= r.hi
                      offset 0) s
       order by s.k`;
    return this.sessions.run('index', signal, async (session) => {
      const batches: KeyHashes[] = [];
      for await (const batch of copiedKeyHashes(session, { query, fields: ['integer'] })) {
        batches.push(batch);
      }
      return concatIntegerKeyHashes(batches);
    });
  }

  /** One value per range, all in one: 12 or 16 bytes a range are all that is sent back. */
  private async packed(
    ranges: KeyRanges,
    signal: AbortSignal,
    { value, rows }: { readonly value: string; readonly rows: string },
  ): Promise<Buffer> {
    const query = `
      select string_agg(${value}, ''::bytea order by r.no)
        from ${rangesTable(ranges)},
             lateral (${rows}
                        from ${this.from}
                       where ${this.key} >= r.lo
                         and ${this.key} <= r.hi) s`;
    return this.sessions.run('index', signal, (session) => copiedBytes(session, query));
  }
}

/** COPY takes no parameters; these are numbers only. */
function rangesTable({ from, to }: KeyRanges): string {
  return `unnest('{${from.join()}}'::int8[], '{${to.join()}}'::int8[]) with ordinality r(lo, hi, no)`;
}
