import { dumpTimeText } from '../../core/dumpTime/dumpTime';
import { tableLabel } from '../../core/catalog/table';
import { frozenThenText } from '../../core/freeze/frozenThen';
import { ageText } from '../../core/ageText';
import { sizeText } from '../../core/sizeText';
import { counted, shownName, someOf } from '../../core/words';
import type { KeptVerification } from './keptVerification';
import type { DumpContents, DumpSummary } from './readContents';
import { plain, type TrustFact, type TrustKind } from './trustFact';
import { missingFacts } from './trustMissing';

/** How far a dump can be relied on. */
export interface Trust {
  readonly verdict: { readonly text: string; readonly kind: TrustKind };
  readonly facts: readonly TrustFact[];
}

/** To whom the system says that a file belongs. */
export interface FileOwner {
  readonly name: string;
  /** Every user of the machine may write into it. */
  readonly isOpenToAll: boolean;
}

export interface TrustSources {
  readonly contents: DumpContents;
  /** Undefined where nobody has read the dump whole. */
  readonly verification: KeptVerification | undefined;
  /** Undefined where the system does not tell. */
  readonly owner: FileOwner | undefined;
  readonly now: Date;
}

export function trustOf({ contents, verification, owner, now }: TrustSources): Trust {
  const { dump, objects } = contents;
  const facts = [
    ageFact(dump, now),
    plain('Database', databaseText(dump)),
    plain('Format', formatText(dump)),
    ...ownerFacts(owner, objects.owners),
    ...verificationFacts(verification, dump.path),
    ...missingFacts(contents),
    ...frozenFacts(dump),
  ];
  return { verdict: verdictOf(facts, verification), facts };
}

/** What a person who relies on the dump must have read. */
export function warningsIn({ facts }: Trust): readonly TrustFact[] {
  return facts.filter(({ kind }) => kind === 'warn' || kind === 'bad');
}

function verdictOf(
  facts: readonly TrustFact[],
  verification: KeptVerification | undefined,
): Trust['verdict'] {
  const bad = facts.find(({ kind }) => kind === 'bad');
  if (bad) {
    return { text: `Not to be relied on: ${bad.value}`, kind: 'bad' };
  }
  if (!verification) {
    return { text: 'Not verified: nobody has read it whole.', kind: 'warn' };
  }
  const warnings = facts.filter(({ kind }) => kind === 'warn').length;
  return warnings === 0
    ? { text: 'Whole: every byte was read and found undamaged.', kind: 'good' }
    : {
        text: `Whole, with ${counted(warnings, 'thing')} to know before relying on it.`,
        kind: 'warn',
      };
}

function ageFact({ createdAt }: DumpSummary, now: Date): TrustFact {
  return plain('Age', `${ageText(createdAt.from, now)} · ${dumpTimeText(createdAt)}`);
}

function databaseText({ database, serverVersion, dumpVersion }: DumpSummary): string {
  return [
    ...(database === '' ? [] : [shownName(database)]),
    serverVersion ? `PostgreSQL ${serverVersion}` : 'PostgreSQL of unknown version',
    dumpVersion ? `dumped by pg_dump ${dumpVersion}` : 'dumped by a pg_dump of unknown version',
  ].join(' · ');
}

function formatText({ format, archiveVersion, compression, wrapping, bytes }: DumpSummary): string {
  return [
    format,
    ...(archiveVersion === undefined ? [] : [`archive version ${archiveVersion}`]),
    compression === 'none' ? 'not compressed' : compression,
    ...(wrapping === 'none' ? [] : [`then ${wrapping} as a whole`]),
    sizeText(bytes),
  ].join(' · ');
}

function ownerFacts(owner: FileOwner | undefined, roles: readonly string[]): readonly TrustFact[] {
  const file = owner && plain('Written by', `${owner.name}, who owns the file`);
  const open: TrustFact = {
    ...{ name: 'Write access', kind: 'warn' },
    value: 'Every user of this machine may change the file.',
  };
  const text =
    roles.length === 0
      ? 'the dump names none (made with --no-owner)'
      : someOf(roles.map(shownName));
  return [
    ...(file ? [file] : []),
    ...(owner?.isOpenToAll ? [open] : []),
    plain('Owner roles', text),
  ];
}

function verificationFacts(
  verification: KeptVerification | undefined,
  path: string,
): readonly TrustFact[] {
  if (!verification) {
    return [{ name: 'Verified', value: 'No: “Verify Dump” reads every byte of it.', kind: 'warn' }];
  }
  const { ok, at, problem = 'no reason is known', sha256, checksummed } = verification;
  const when = `${minuteOf(at)} UTC`;
  const moved =
    verification.path === path
      ? ''
      : ` That was as ${verification.path}: this file has the same size and time.`;
  const verified: TrustFact = ok
    ? { name: 'Verified', value: `Read whole and undamaged, ${when}.${moved}`, kind: 'good' }
    : { name: 'Verified', value: `Damaged: ${problem} Found ${when}.${moved}`, kind: 'bad' };
  const unchecked: TrustFact = {
    ...{ name: 'Checksums', kind: 'warn' },
    value: 'Some of its data carry none: a flipped byte in uncompressed data cannot be seen.',
  };
  return [
    verified,
    ...(ok && !checksummed ? [unchecked] : []),
    ...differenceFacts(verification),
    ...(sha256 === undefined ? [] : [plain('SHA-256', sha256)]),
    ...rowFacts(verification),
  ];
}

/** Of what was recovered since, such a dump holds the damage. */
function frozenFacts({ frozen = [] }: DumpSummary): readonly TrustFact[] {
  return frozen.map((one) => ({ name: 'Frozen', kind: 'warn', value: frozenThenText(one) }));
}

function differenceFacts({ differsFrom, path }: KeptVerification): readonly TrustFact[] {
  if (!differsFrom) {
    return [];
  }
  const where = differsFrom.path === path ? 'the file' : differsFrom.path;
  const when = minuteOf(differsFrom.at);
  const value = `Its bytes changed though its size and time did not: ${where} had SHA-256 ${differsFrom.sha256} on ${when} UTC. A failing disk, or somebody changed it.`;
  return [{ name: 'Changed', value, kind: 'bad' }];
}

function rowFacts({ ok, tables }: KeptVerification): readonly TrustFact[] {
  if (!ok) {
    return [];
  }
  const rows = tables.reduce((sum, table) => sum + (table.rows ?? 0), 0);
  const empty = tables
    .filter((table) => table.rows === 0)
    .map(tableLabel)
    .map(shownName);
  const held = plain('Rows', `${counted(rows, 'row')} · ${counted(tables.length, 'table')}`);
  return empty.length === 0 ? [held] : [held, plain('Empty tables', someOf(empty))];
}

/** `2026-11-18 09:00` */
function minuteOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
