import { readAt, verdictsOn } from '../incident/dumpVerdict';
import { code, list, paragraph, plain, table } from '../markdown';
import type { Entry, IncidentStory, StoryDump } from './incidentStory';
import type { Saying } from './saying';

/** From which backup the table was restored, what is known of it, and what was kept of the damaged state. */
export function restored(story: IncidentStory, { words, moments }: Saying): readonly string[] {
  const say = words.restored;
  const { dump, restored: done, journal } = story;
  const kept = journal.filter((entry): entry is Entry<'snapshot'> => entry.step === 'snapshot');
  const declined = journal.filter(
    (entry): entry is Entry<'snapshot-declined'> => entry.step === 'snapshot-declined',
  );
  return [
    `## ${say.heading}`,
    '',
    ...(dump ? table(say.head, dumpFacts(dump, done, { words, moments })) : paragraph(say.nothing)),
    ...paragraph(
      dump?.sha256 !== undefined && say.readWhole,
      ...verdictTexts(story, { words, moments }),
      done && say.where,
    ),
    ...list([
      ...kept.map(({ rows: count, bytes, sha256 }) =>
        say.kept(count, words.size(bytes), code(sha256)),
      ),
      ...declined.map(({ reason }) => say.declined(plain(reason))),
    ]),
  ];
}

function dumpFacts(
  { path, createdAt, sha256 }: StoryDump,
  done: Entry<'restored'> | undefined,
  { words, moments }: Saying,
): readonly (readonly string[])[] {
  const say = words.restored;
  return [
    [say.file, code(path)],
    ...(createdAt === undefined ? [] : [[say.made, moments.full(createdAt)]]),
    [say.hash, sha256 === undefined ? say.noHash : code(sha256)],
    ...(done ? [[say.rows, say.rowsIn(done.rows, moments.lasting(done.seconds))]] : []),
  ];
}

/** Whether the backup was known to be whole before it was used; nothing while it was not used. */
function verdictTexts(
  { dump, journal }: IncidentStory,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.restored;
  const { before, last, isUsed } = verdictsOn(dump?.path, journal);
  const verdict = before ?? last;
  const said = before ? say.verified : say.verifiedLater;
  return [
    ...(isUsed && !before ? [say.notVerified] : []),
    ...(verdict ? [said[verdict.ok ? 'whole' : 'damaged'](moments.full(readAt(verdict)))] : []),
    ...hashText(dump?.sha256, verdict?.sha256, say),
  ];
}

/** Whether it was the same file when it was verified and when it was restored. */
function hashText(
  restored: string | undefined,
  verified: string | undefined,
  say: Saying['words']['restored'],
): readonly string[] {
  if (restored === undefined || verified === undefined) {
    return [];
  }
  return [restored === verified ? say.sameHash : say.otherHash(code(verified))];
}
