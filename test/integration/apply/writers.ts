import { setTimeout as pause } from 'node:timers/promises';
import { RecoveryError } from '../../../src/core/errors';
import { Session } from '../../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';

/** What a writer has committed: it added 1 to a row's `n`, made a row, or deleted one. */
export interface Entry {
  readonly did: 'update' | 'insert' | 'delete';
  readonly id: number;
}

/** Sessions that write into `metier.rdv` at random until they are stopped, and know what they have committed. */
export class Writers {
  private readonly done: readonly Promise<readonly Entry[]>[];
  private isOver = false;

  constructor(
    private readonly live: ConnectionSettings,
    { count, seed }: { readonly count: number; readonly seed: number },
  ) {
    this.done = Array.from({ length: count }, (_, writer) => this.write(seed * 100 + writer));
  }

  /** Their ledgers, one after the other. */
  async stop(): Promise<readonly Entry[]> {
    this.isOver = true;
    return (await Promise.all(this.done)).flat();
  }

  private async write(seed: number): Promise<readonly Entry[]> {
    const random = numbers(seed);
    const ledger: Entry[] = [];
    const session = await Session.connect(this.live);
    try {
      while (!this.isOver) {
        ledger.push(...(await writeOnce(session, random)));
        await pause(random(10));
      }
    } finally {
      await session.close();
    }
    return ledger;
  }
}

type Random = (below: number) => number;

/** One transaction; empty where it came to nothing. */
async function writeOnce(session: Session, random: Random): Promise<readonly Entry[]> {
  const [did, text] = statementFor(random);
  try {
    await session.query('begin');
    const rows = await session.rows(text);
    await pause(random(4));
    await session.query('commit');
    return rows.map(([id]) => ({ did, id: Number(id) }));
  } catch (error) {
    // A deadlock, at worst: that one wrote nothing.
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    await session.query('rollback');
    return [];
  }
}

/** Rows of a correction (below 201 and from 5001 to 5050) are written now and then, others all the time. */
function statementFor(random: Random): readonly [did: Entry['did'], text: string] {
  const kind = random(20);
  if (kind === 0) {
    return ['insert', `insert into metier.rdv (v) values ('nouveau') returning id`];
  }
  if (kind === 1) {
    return [
      'delete',
      `delete from metier.rdv
       where id = (select id from metier.rdv where id > 10000 order by random() limit 1) returning id`,
    ];
  }
  const id =
    random(300) > 0 ? 201 + random(200) : random(2) === 0 ? 1 + random(200) : 5001 + random(50);
  return ['update', `update metier.rdv set n = n + 1 where id = ${id} returning id`];
}

/** Pseudo-random numbers, always the same of a seed (mulberry32). */
function numbers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
