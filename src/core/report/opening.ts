import { readAt, verdictsOn } from '../incident/dumpVerdict';
import { closedBy } from '../incident/steps/progress';
import { type IncidentStory, notesAbout } from './incidentStory';
import { code, list, paragraph, plain, table } from '../markdown';
import { damageText } from './leftSection';
import { noteItems } from './noteItems';
import { ownPart } from './ownParts';
import type { Saying } from './saying';
import { tellingTransactions, timeline, whoOf } from './timeline';
import { signedOff } from './validation';

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
    corrected && damageText(story, saying),
    lasted(story, saying),
  );
}

function lasted(
  { foundAt, corrected, provedAt }: IncidentStory,
  { words, moments }: Saying,
): string | undefined {
  const until = (at: string | undefined): string | undefined =>
    foundAt === undefined || at === undefined ? undefined : moments.between(foundAt, at);
  const toCorrection = until(corrected?.at);
  return toCorrection && words.summary.lasted(toCorrection, until(provedAt));
}

export function brief(story: IncidentStory, { words, moments }: Saying): readonly string[] {
  const say = words.brief;
  const { corrected, undoneAt } = story;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say.table, code(story.table)],
    [say.production, story.production && code(story.production)],
    [say.incident, code(story.incident)],
    [say.found, story.foundAt && moments.full(story.foundAt)],
    [say.damaged, story.damagedAt && moments.full(story.damagedAt)],
    [say.frozen, frozenText(story, { words, moments })],
    [say.dump, dumpText(story, { words, moments })],
    [say.corrected, corrected && say.correctedBy(moments.full(corrected.at), corrected.xid)],
    [say.filed, filedText(story, { words, moments })],
    [say.undone, undoneAt && moments.full(undoneAt)],
    [say.proved, corrected && provedText(story, { words, moments })],
    [say.signedOff, byText(signedOff(story.journal), { words, moments })],
    [say.closed, byText(closedBy(story.journal), { words, moments })],
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
  return spans.length === 0 ? words.brief.notFrozen : spans.join(words.brief.and);
}

function dumpText(story: IncidentStory, { words, moments }: Saying): string | undefined {
  const { dump } = story;
  if (!dump) {
    return undefined;
  }
  const { path, createdAt } = dump;
  const name = code(path.split(/[\\/]/).at(-1) ?? path);
  return [
    createdAt === undefined ? name : words.brief.dumpOf(name, moments.full(createdAt)),
    ...verdictText(story, { words, moments }),
  ].join(words.brief.and);
}

/** Nothing while the dump was not used. */
function verdictText(
  { dump, journal }: IncidentStory,
  { words, moments }: Saying,
): readonly string[] {
  const { before, isUsed } = verdictsOn(dump?.path, journal);
  if (before) {
    return [words.brief.verified[before.ok ? 'whole' : 'damaged'](moments.full(readAt(before)))];
  }
  return isUsed ? [words.brief.notVerified] : [];
}

function byText(
  entry: IncidentStory['journal'][number] | undefined,
  { words, moments }: Saying,
): string | undefined {
  const who = entry && whoOf(entry);
  return entry && words.brief.by(moments.full(entry.at), who && plain(who));
}

/** When it was proved first, and when last. */
function provedText(
  { proof, provedAt }: IncidentStory,
  { words, moments }: Saying,
): string | undefined {
  if (!proof || provedAt === undefined) {
    return undefined;
  }
  const first = moments.full(provedAt);
  return proof.at === provedAt
    ? first
    : words.brief.provedAgain(first, moments.until(provedAt, proof.at));
}

export function happened(story: IncidentStory, saying: Saying): readonly string[] {
  const { words, moments } = saying;
  const say = words.happened;
  const transactions = tellingTransactions(story);
  const said = noteItems(notesAbout(story, 'found', 'impact'), saying);
  const own = { name: 'what-happened', own: say.own, isTold: said.length > 0 } as const;
  return [
    `## ${say.heading}`,
    '',
    ...list(said),
    ...(transactions.length > 0 ? paragraph(say.transactions(transactions.length)) : []),
    ...list(
      transactions.map(({ xid, rows, committedAt }) =>
        say.transaction(xid, rows, committedAt && moments.full(committedAt)),
      ),
    ),
    ...paragraph(transactions.length > 0 && (story.compared?.missing ?? 0) > 0 && say.deleted),
    ...ownPart(own, story, words),
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
