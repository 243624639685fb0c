import type { ActionCounts, CorrectionPlan } from '../../core/correction/plan';
import type { PlanOrigin } from '../../core/correction/planFile';
import type { Chosen } from '../../core/correction/rowSelection';
import { keyId, readKeyLines, type SelectionRule } from '../../core/correction/selection';
import { patternsOf } from '../../core/correction/planPatterns';
import { inverse } from '../../core/correction/undo';
import type { StoredComparison } from '../../core/diff/storedComparison';
import { RecoveryError } from '../../core/errors';
import { notedPatterns } from '../../core/incident/notedPatterns';
import type { ReportLanguage } from '../../core/report/words/languages';
import { correctionScript, tooLargeScript, undoScript } from '../../core/sql/correctionScript';
import { scriptLanguage } from '../../core/sql/scriptWords/language';
import { type ComparisonFiles, comparedRows, storedComparison } from '../compare/comparisonFiles';
import { type CorrectionRequest, planCorrection, type PlannedCorrection } from './planCorrection';
import { goneOn, planInForce, type PlanGoneOn } from './planInForce';
import { shapesOfRows } from './shapesSelected';
import type { PlanningIncident } from '../ports/planningIncident';
import { renewReport, type ReportOrder } from '../report/writeReport';
import type { Work } from '../work';
import { count, counted, wordFor } from '../../core/words';

/** What the operator selects by; rows must have all of what is named. Nothing named selects nothing. */
export interface SelectionChoice {
  readonly kinds?: SelectionRule['kinds'] | undefined;
  readonly transactions?: readonly string[] | undefined;
  readonly patterns?: readonly string[] | undefined;
  /** Lines as of `--changes`, whose keys are meant. */
  readonly keyLines?: readonly string[] | undefined;
  /** The same by ids of keys. */
  readonly keys?: ReadonlySet<string> | undefined;
  /** Leaves out of it what is equal by type and only written differently. */
  readonly skipSameValue?: boolean | undefined;
}

export interface Planning extends ComparisonFiles, Pick<ReportOrder, 'clock'> {
  readonly newPlanId: () => string;
  readonly now: () => Date;
  /** `pra 0.1.0` */
  readonly tool: string;
  /** Of whoever reads the scripts. */
  readonly language: ReportLanguage;
}

export type PlanRequest =
  | {
      /** Rows of any of these. */
      readonly choices: readonly SelectionChoice[];
      /** Leaves out the rows that the last rehearsal found drifted. */
      readonly withoutDrifted: boolean;
    }
  /** By the lines of the compared rows, from 0. */
  | { readonly chosen: (line: number) => Chosen };

export interface PlanMade {
  readonly counts: ActionCounts;
  /** What the operator should know of it. */
  readonly notices: readonly string[];
}

/**
 * Plans a correction from the compared rows that the incident holds, and writes plan and scripts in
 * place of any earlier ones. Needs neither scratch nor production.
 * @throws {RecoveryError} `nothing-selected`, `structure-differs`, `incident-unreadable`, `in-use`
 * where the earlier plan is applied; of one that is partly applied, all that is written must be in the new one.
 */
export async function planFromComparison(
  request: PlanRequest,
  planning: Planning,
  work: Work,
): Promise<PlanMade> {
  const begun = await planInForce(planning.incident);
  const comparison = await storedComparison(planning);
  const made = await planned(request, comparison, planning, work);
  return savePlan(made, comparison, { ...planning, continues: begun && goneOn(made.plan, begun) });
}

/** The plan, before anything of it is written. */
export async function planned(
  request: PlanRequest,
  comparison: StoredComparison,
  planning: Planning,
  work: Work,
): Promise<PlannedCorrection> {
  const selected = await selectedBy(request, comparison, planning.incident);
  return planCorrection(
    {
      planId: planning.newPlanId(),
      compared: comparison.table,
      identity: comparison.identity,
      rows: comparedRows(comparison, planning),
      ...selected,
      patternIds: await shapesOfRows(selected.selection, comparison, planning),
    },
    work,
  );
}

function noticesOf({
  nothingToWrite,
  stale,
  unread,
  unmatchedKeys,
  onlyInBackup,
}: PlannedCorrection): readonly string[] {
  const notices = [
    nothingToWrite > 0 &&
      `${counted(nothingToWrite, 'selected row')} ${wordFor(nothingToWrite, 'needs', 'need')} no writing: only columns differ that are left alone.`,
    stale > 0 &&
      `${counted(stale, 'row')} moved on in production since ${wordFor(stale, 'it was', 'they were')} compared: ${wordFor(stale, 'it is not', 'none of them is')} in the plan.`,
    unread > 0 &&
      `${counted(unread, 'selected row')} ${wordFor(unread, 'is left out: it holds', 'are left out: they hold')} a value too large to be read here. Correct ${wordFor(unread, 'it', 'them')} by hand.`,
    unmatchedKeys.length > 0 &&
      `${count(unmatchedKeys.length)} of the given keys ${wordFor(unmatchedKeys.length, 'is of a row that does', 'are of rows that do')} not differ.`,
    onlyInBackup.length > 0 &&
      `Columns that only the backup has are not given back: ${onlyInBackup.join(', ')}.`,
  ];
  return notices.filter((notice) => notice !== false);
}

async function selectedBy(
  request: PlanRequest,
  comparison: StoredComparison,
  incident: PlanningIncident,
): Promise<Pick<CorrectionRequest, 'selection' | 'chosen' | 'left' | 'columns'>> {
  if ('chosen' in request) {
    return { selection: [], chosen: request.chosen };
  }
  const { choices, withoutDrifted } = request;
  const left = withoutDrifted ? await driftedKeys(incident) : new Set<string>();
  if (choices.some(selectsAnything) || !withoutDrifted) {
    return {
      selection: choices.map((choice) => ruleOf(choice, comparison.table.key.length)),
      left,
    };
  }
  return { ...selectionOf((await incident.plan()).plan), left };
}

/** @throws {RecoveryError} `usage` where the present plan was not rehearsed. */
async function driftedKeys(incident: PlanningIncident): Promise<ReadonlySet<string>> {
  const [{ digest }, rehearsal] = [await incident.plan(), await incident.lastRehearsal()];
  if (rehearsal?.planDigest !== digest) {
    throw new RecoveryError(
      'usage',
      'Which rows have drifted is not known: the plan was not rehearsed.',
      {
        hint: 'Rehearse it first.',
        ways: ['rehearse'],
      },
    );
  }
  return new Set(rehearsal.drifted.map(({ key }) => keyId(key)));
}

/** What the present plan corrects, of changed rows only the columns that it writes. */
function selectionOf({
  corrections,
}: CorrectionPlan): Required<Pick<CorrectionRequest, 'selection' | 'columns'>> {
  const columns = corrections.flatMap((each) =>
    each.action === 'update'
      ? [[keyId(each.key), new Set(each.set.map(({ column }) => column))] as const]
      : [],
  );
  return {
    selection: [{ keys: new Set(corrections.map(({ key }) => keyId(key))) }],
    columns: new Map(columns),
  };
}

function ruleOf(choice: SelectionChoice, keyWidth: number): SelectionRule {
  const { kinds, transactions, patterns, keyLines, skipSameValue } = choice;
  const keys = choice.keys ?? (keyLines && readKeyLines(keyLines, keyWidth));
  return {
    ...(kinds ? { kinds } : {}),
    ...(transactions ? { transactions } : {}),
    ...(patterns ? { patterns } : {}),
    ...(keys ? { keys } : {}),
    ...(skipSameValue === true ? { skipSameValue } : {}),
  };
}

export function selectsAnything({
  kinds,
  transactions,
  patterns,
  keyLines,
  keys,
}: SelectionChoice): boolean {
  return [kinds, transactions, patterns, keyLines, keys].some((part) => part !== undefined);
}

/**
 * Writes plan and scripts, the plan last: it names no scripts and no rows that are not there. Where it continues one
 * that is partly applied, the undo script stays that of the rows that are written.
 */
export async function savePlan(
  made: PlannedCorrection,
  { dump, identity }: StoredComparison,
  {
    incident,
    now,
    tool,
    language: readers,
    clock,
    continues,
  }: Planning & { readonly continues?: PlanGoneOn | undefined },
): Promise<PlanMade> {
  const { plan } = made;
  const name = incident.path.split(/[\\/]/).at(-1) ?? incident.path;
  const language = scriptLanguage(readers, identity.encoding);
  const origin = { incident: name, dump, createdAt: now().toISOString(), tool, language };
  const notices = await saveScripts(plan, { origin, continues }, incident);
  await incident.savePlan(plan, origin, continues?.digests);
  const { counts, digest } = await incident.plan();
  const patterns = notedPatterns(patternsOf(plan));
  await incident.note({ step: 'planned', plan: counts, digest, patterns });
  const unwritten = await renewReport(incident, { clock });
  return { counts, notices: [...noticesOf(made), ...notices, ...unwritten] };
}

/** Where no scripts can be, none of an earlier plan may stay. */
async function saveScripts(
  plan: CorrectionPlan,
  {
    origin,
    continues,
  }: { readonly origin: PlanOrigin; readonly continues?: PlanGoneOn | undefined },
  incident: PlanningIncident,
): Promise<readonly string[]> {
  try {
    await incident.saveScript('correction.sql', correctionScript(continues?.left ?? plan, origin));
    if (!continues) {
      await incident.saveUndoScript(plan.id, undoScript(inverse(plan), origin, plan));
    }
    return [];
  } catch (error) {
    if (!(error instanceof RecoveryError) || error.code !== 'script-too-large') {
      throw error;
    }
    const why = tooLargeScript(plan, origin);
    await incident.saveScript('correction.sql', why);
    if (!continues) {
      await incident.saveScript('undo.sql', why);
    }
    return [`No scripts were written: ${error.message}`];
  }
}
