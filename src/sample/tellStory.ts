import { chmod } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from '../postgres/connection/session';
import type { Work } from '../recovery/work';
import type { SampleRequest } from './appointments';
import { deletePeriod, reuseIds, updateTooMuch } from './damage';
import type { DumpMaker } from './dumpMaker';
import { dumpName, localTime, nightlyTimes, stampDump } from './dumpTimes';
import { joinLife, live, liveOnAnchorDay } from './life';
import { loadMairie } from './loadMairie';
import type { SampleRecord } from './record';

export interface Scene {
  readonly session: Session;
  readonly request: SampleRequest;
  readonly maker: DumpMaker;
  /** For the dumps. */
  readonly folder: string;
  readonly now: Date;
}

/** Oldest first: healthy, healthy (the right one), broken off, taken after the damage. */
export type Dumps = readonly [string, string, string, string];

export interface Told extends Pick<SampleRecord, 'damages' | 'legitimate' | 'beforeBackup'> {
  readonly dumps: Dumps;
  readonly noticedAt: string;
}

/** Days pass: dumps are taken at night, people work, three things go wrong, people work on. */
export async function tellStory(scene: Scene, work: Work): Promise<Told> {
  const { session, maker, now } = scene;
  const { signal } = work;
  const clock = clockFrom(now);
  const step = stepper(work);
  const times = nightlyTimes(now);

  const casting = await loadMairie(session, scene.request, work);
  const life = casting.life();
  step('taking the first dump');
  const first = await dumpAt(scene, times.first, (file) => maker.first(file));
  const beforeBackup = await liveOnAnchorDay(session, life.beforeGoodDump, signal);
  step('taking the good dump');
  const good = await dumpAt(scene, times.good, (file) => maker.good(file));
  const yesterday = await live(session, life.beforeBrokenDump, signal);
  step('taking a dump that breaks off');
  const broken = await dumpAt(scene, times.broken, (file) => maker.broken(file, good));

  step('damaging production');
  const beforeDamage = await live(session, life.beforeDeletion, signal);
  const noticedAt = wholeSecond(clock());
  const periodDeleted = await deletePeriod(session);
  const betweenFirst = await live(session, life.beforeMassUpdate, signal);
  const massUpdate = await updateTooMuch(session);
  const betweenSecond = await live(session, life.beforeReuse, signal);
  const idsReused = await reuseIds(session, casting.intruders());
  const afterDamage = await live(session, life.beforeNewestDump, signal);

  step('taking the newest dump');
  const newest = new Date(Math.max(wholeSecond(clock()).getTime(), noticedAt.getTime() + 1000));
  const damaged = await dumpAt(scene, newest, (file) => maker.damaged(file));
  return {
    dumps: [first, good, broken, damaged],
    noticedAt: localTime(noticedAt),
    damages: { periodDeleted, massUpdate, idsReused },
    legitimate: joinLife([yesterday, beforeDamage, betweenFirst, betweenSecond, afterDamage]),
    beforeBackup,
  };
}

async function dumpAt(
  { folder }: Scene,
  at: Date,
  make: (file: string) => Promise<void>,
): Promise<string> {
  const file = path.join(folder, dumpName(at));
  await make(file);
  await chmod(file, 0o600);
  await stampDump(file, at);
  return file;
}

/** Goes on from `now`, whatever the machine's clock says. */
function clockFrom(now: Date): () => Date {
  const started = performance.now();
  return () => new Date(now.getTime() + performance.now() - started);
}

function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

function stepper({ progress }: Work): (phase: string) => void {
  let done = 0;
  return (phase) => {
    progress({ phase, done, total: 5, unit: 'steps' });
    done += 1;
  };
}
