import { type IncidentStory, notesAbout } from './incidentStory';
import { code, list, paragraph, plain, table } from '../markdown';
import { noteItems } from './noteItems';
import { ownPart } from './ownParts';
import type { Saying } from './saying';
import { tellingTransactions, timeline } from './timeline';

/** What somebody reads who reads nothing else. */
export function summary(story: IncidentStory, saying: Saying): readonly string[] {
  const { words, moments } = saying;
  const { corrected, compared, foundAt, proof } = story;
  const say = words.summary;
  return paragraph(
    `**${words.status[story.standing]}**`,
    foundAt &&
      say.found(code(story.table), story.database && code(story.database), moments.full(foundAt)),
    compared && say.compared(compared.missing, compared.changed, compared.extra),
    corrected &&
      say.corrected(
        corrected.counts.insert,
        corrected.counts.update,
        corrected.counts.delete,
        moments.full(corrected.at),
      ),
    corrected &&
      proof &&
      (proof.isProved ? say.proved(proof.equal) : say.notProved(proof.different)),
    lasted(story, saying),
  );
}

function lasted(
  { foundAt, corrected, proof }: IncidentStory,
  { words, moments }: Saying,
): string | undefined {
  const until = (at: string | undefined): string | undefined =>
    foundAt === undefined || at === undefined ? undefined : moments.between(foundAt, at);
  const toCorrection = until(corrected?.at);
  return (
    toCorrection &&
    words.summary.lasted(toCorrection, until(proof?.isProved ? proof.at : undefined))
  );
}

export function brief(story: IncidentStory, { words, moments }: Saying): readonly string[] {
  const say = words.brief;
  const { dump, corrected, proof, undoneAt } = story;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say.table, code(story.table)],
    [say.production, story.production && code(story.production)],
    [say.incident, code(story.incident)],
    [say.found, story.foundAt && moments.full(story.foundAt)],
    [say.damaged, story.damagedAt && moments.full(story.damagedAt)],
    [say.frozen, frozenText(story, { words, moments })],
    [say.dump, dump && dumpText(dump, { words, moments })],
    [say.corrected, corrected && say.correctedBy(moments.full(corrected.at), corrected.xid)],
    [say.filed, filedText(story, { words, moments })],
    [say.undone, undoneAt && moments.full(undoneAt)],
    [say.proved, corrected && proof?.isProved ? moments.full(proof.at) : undefined],
  ];
  return [
    `## ${say.heading}`,
    '',
    ...table(
      ['', ''],
      rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  ];
}

function frozenText({ freezes }: IncidentStory, { words, moments }: Saying): string {
  const spans = freezes.map(({ frozen, unfrozen }) =>
    unfrozen
      ? words.brief.frozenSpan(
          moments.full(frozen.at),
          moments.until(frozen.at, unfrozen.at),
          moments.between(frozen.at, unfrozen.at) ?? '?',
        )
      : words.brief.stillFrozen(moments.full(frozen.at)),
  );
  return spans.length === 0 ? words.brief.notFrozen : spans.join('; ');
}

function dumpText(
  { path, createdAt }: NonNullable<IncidentStory['dump']>,
  { words, moments }: Saying,
): string {
  const name = code(path.split(/[\\/]/).at(-1) ?? path);
  return createdAt === undefined ? name : words.brief.dumpOf(name, moments.full(createdAt));
}

export function happened(story: IncidentStory, saying: Saying): readonly string[] {
  const { words, moments } = saying;
  const say = words.happened;
  const transactions = tellingTransactions(story);
  return [
    `## ${say.heading}`,
    '',
    ...list(noteItems(notesAbout(story, 'found', 'impact'), saying)),
    ...(transactions.length > 0 ? paragraph(say.transactions(transactions.length)) : []),
    ...list(
      transactions.map(({ xid, rows, committedAt }) =>
        say.transaction(xid, rows, committedAt && moments.full(committedAt)),
      ),
    ),
    ...paragraph(transactions.length > 0 && (story.compared?.missing ?? 0) > 0 && say.deleted),
    ...ownPart('what-happened', say.own),
  ];
}

export function timelineSection(story: IncidentStory, saying: Saying): readonly string[] {
  const { words, moments } = saying;
  const { foundAt } = story;
  return [
    `## ${words.timeline.heading}`,
    '',
    ...table(
      words.timeline.head,
      timeline(story, saying).map(({ at, what, who }) => [
        moments.short(at),
        foundAt === undefined ? '' : afterFinding(foundAt, at, saying),
        what,
        plain(who ?? ''),
      ]),
    ),
  ];
}

function afterFinding(foundAt: string, at: string, { words, moments }: Saying): string {
  const before = moments.between(at, foundAt);
  return moments.between(foundAt, at) ?? (before && words.timeline.before(before)) ?? '';
}

function filedText({ filed }: IncidentStory, { words, moments }: Saying): string | undefined {
  const file = filed?.file === undefined ? undefined : code(filed.file);
  return filed && words.brief.filedBy(file, moments.full(filed.at), filed.xid);
}
