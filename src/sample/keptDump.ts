import { Session } from '../postgres/connection/session';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { Work } from '../recovery/work';
import { defaultSample } from './appointments';
import { stampDump } from './dumpTimes';
import { liveOnAnchorDay } from './life';
import { createMairie, dropMairie, loadMairie } from './loadMairie';
import { dumpWhole } from './pgDump';

export interface KeptDumpOrder {
  /** Of a server without a database `mairie`. */
  readonly superuser: ConnectionSettings;
  /** Of PostgreSQL 12 to 15, which write archive version 1.14. */
  readonly pgDump: string;
  readonly file: string;
}

/** Makes anew the dump that the sample keeps for machines without a pg_dump: the good one of its story. */
export async function makeKeptDump(
  { superuser, pgDump, file }: KeptDumpOrder,
  work: Work,
): Promise<void> {
  const database = await createMairie(superuser, 'only-while-dumping');
  try {
    const session = await Session.connect(database, work.signal);
    try {
      const casting = await loadMairie(session, defaultSample, work);
      await liveOnAnchorDay(session, casting.life().beforeGoodDump, work.signal);
    } finally {
      await session.close();
    }
    await dumpWhole({ pgDump, database, file, signal: work.signal });
    await stampDump(file, new Date(2026, 10, 21, 2));
  } finally {
    await dropMairie(superuser);
  }
}
