import path from 'node:path';
import { correctionObstacles } from '../../core/catalog/obstacles';
import { differenceWords, structureDifferences } from '../../core/catalog/structure';
import { tableLabel } from '../../core/catalog/table';
import { scopeText, wholeTable } from '../../core/diff/scope';
import { isByKey, type KeptComparison } from '../../core/diff/storedComparison';
import { withoutKeyObstacle } from '../../core/diff/withoutKey';
import type { Freeze } from '../../core/freeze/freeze';
import type { JournalEntry } from '../../core/incident/journal';
import { isNumeric } from '../../core/review/columnValues';
import { updatableColumns } from '../../core/correction/buildPlan';
import { type MaskedColumns, nothingMasked } from '../../core/review/mask';
import { count, counted } from '../../core/words';
import type { ColumnLook } from '../../protocol/cells';
import { textsOf } from '../../protocol/french/french';
import type {
  BackupSide,
  LiveSide,
  ReviewColumn,
  RowCopies,
  ReviewState,
  ReviewStructure,
  ReviewStatus,
} from '../../protocol/state';
import type { ReviewSession } from '../../recovery/review/reviewSession';
import { wireLacking } from './marks';
import { partlyLooked } from './partlyLooked';
import { stateIn } from './reviewIn';
import { inLanguage } from '../../french/sentences';

export interface ReviewSources {
  /** Its folder. */
  readonly incident: string;
  readonly session: ReviewSession;
  /** Of the session: raised whenever its rows were others. */
  readonly generation: number;
  readonly entries: readonly JournalEntry[];
  readonly status: ReviewStatus;
  /** Personal columns that are shown all the same. */
  readonly revealed?: MaskedColumns;
  readonly look?: ColumnLook | undefined;
  /** Of production's table, as far as it is known. */
  readonly freeze?: Freeze | undefined;
  readonly locale: string;
}

/** All that the review shows beside its rows. */
export function reviewState({ session, status, ...sources }: ReviewSources): ReviewState {
  const { comparison } = session;
  const scope = scopeText(comparison.scope ?? wholeTable);
  const { missing, changed, extra, conflict: conflicts } = session.counts;
  const sameValue = session.rows.sameValue.size;
  const { identical } = comparison.figures?.rows ?? { identical: 0 };
  const unlisted = unlistedConflicts(comparison, conflicts);
  return stateIn(inLanguage(sources.locale), {
    ...{ incident: sources.incident, generation: sources.generation },
    table: tableLabel(comparison.identity.table),
    ...(scope === undefined ? {} : { scope }),
    ...(isByKey(comparison) ? {} : { withoutKey: copiesIn(comparison) }),
    ...sidesOf(comparison, sources.entries),
    stale: session.rows.stale.size,
    counts: {
      ...{ missing, changed, sameValue, extra, identical, conflicts },
      ...(unlisted > 0 ? { unlistedConflicts: unlisted } : {}),
    },
    columns: columnsOf(session, sources.revealed),
    ...keptLook(sources),
    ...knownFreeze(sources),
    structure: structureOf(comparison),
    ...wireLacking(session.marks.lackingParents()),
    notices: [
      ...(unlisted > 0 ? [unlistedNotice(conflicts, unlisted)] : []),
      ...(comparison.figures?.notices ?? []),
      ...partlyLooked(session.marks.marks),
    ],
    status,
    locale: sources.locale,
    texts: textsOf(sources.locale),
  });
}

function keptLook({ look }: Pick<ReviewSources, 'look'>): Pick<ReviewState, 'look'> {
  return look ? { look } : {};
}

function knownFreeze({ freeze }: Pick<ReviewSources, 'freeze'>): Pick<ReviewState, 'freeze'> {
  return freeze ? { freeze: { at: freeze.at, by: freeze.owner } } : {};
}

/** Of very many only the first are written down: the rest is counted. */
function unlistedConflicts({ figures }: KeptComparison, listed: number): number {
  const { conflicts = 0, liveConflicts = 0 } = figures?.rows ?? {};
  return Math.max(0, conflicts + liveConflicts - listed);
}

function unlistedNotice(listed: number, unlisted: number): string {
  return `Of ${counted(listed + unlisted, 'row')} in conflict, ${count(listed)} are listed; the others are only counted.`;
}

function copiesIn({ figures }: KeptComparison): RowCopies {
  const { missing = 0, extra = 0 } = figures?.rows ?? {};
  return { missing, extra };
}

export function productionLabel(
  { figures, identity }: KeptComparison,
  entries: readonly JournalEntry[],
): string {
  const opened = entries.find(({ step }) => step === 'opened');
  return figures?.production ?? (opened?.step === 'opened' ? opened.production : identity.database);
}

function sidesOf(
  comparison: KeptComparison,
  entries: readonly JournalEntry[],
): { readonly backup: BackupSide; readonly live: LiveSide } {
  const { dump, figures } = comparison;
  const compared = entries.findLast(({ step }) => step === 'compared')?.at ?? '';
  const readAt = figures?.readAt ?? { backup: compared, live: compared };
  return {
    backup: {
      ...{ label: path.basename(dump.path), at: dump.createdAt },
      ...{ rows: figures?.rows.backup ?? 0, readAt: readAt.backup },
    },
    live: {
      ...{ label: productionLabel(comparison, entries), production: true },
      ...{ rows: figures?.rows.live ?? 0, readAt: readAt.live },
      comparedAgainAt: figures?.comparedAgainAt,
    },
  };
}

function structureOf(comparison: KeptComparison): ReviewStructure {
  const { table } = comparison;
  const withoutKey = isByKey(comparison) ? [] : [withoutKeyObstacle];
  return {
    obstacles: [...withoutKey, ...correctionObstacles(table)],
    differences: structureDifferences(table).map((found) => ({
      column: found.column,
      difference: differenceWords(found),
      consequence: found.consequence,
    })),
  };
}

function columnsOf(
  { comparison, differing, masked }: ReviewSession,
  revealed: MaskedColumns = nothingMasked,
): readonly ReviewColumn[] {
  const { columns, key, ignored, identity } = comparison.table;
  const writable = updatableColumns(comparison.table);
  return columns.map((column, position) => ({
    ...{ name: column.name, type: column.type.label },
    isKey: key.includes(position),
    ignored: ignored.includes(position),
    identity: identity.includes(position),
    differing: differing[position] ?? 0,
    numeric: isNumeric(column),
    writable: writable.has(position),
    ...{ masked: masked.has(position), revealed: revealed.has(position) },
  }));
}
