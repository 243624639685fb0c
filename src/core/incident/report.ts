import { tableLabel } from '../catalog/table';
import type { ActionCounts, TableIdentity } from '../correction/plan';
import type { PlanOrigin } from '../correction/planFile';
import type { JournalEntry } from './journal';
import { inForce, type Outcome } from './outcome';

/** What a report is made from. */
export interface ReportFacts {
  readonly identity: TableIdentity;
  readonly origin: PlanOrigin;
  readonly plan: ActionCounts;
  readonly digest: string;
  /** In the order of time. */
  readonly journal: readonly JournalEntry[];
  readonly applied: Outcome | undefined;
  readonly undone: Outcome | undefined;
}

/** The incident in Markdown: what was corrected, from what, when, and how it ended. No row content. */
export function reportText(facts: ReportFacts): string {
  const { identity, origin, digest } = facts;
  return [
    `# ${tableLabel(identity.table)} in ${identity.database}`,
    '',
    `- Incident: ${plain(origin.incident)}`,
    `- Dump: ${plain(origin.dump.path)}, of ${origin.dump.createdAt}`,
    ...(origin.dump.sha256 === undefined ? [] : [`- SHA-256 of the dump: ${origin.dump.sha256}`]),
    `- Server: system identifier ${identity.systemIdentifier}, database oid ${identity.databaseOid}, table oid ${identity.tableOid}`,
    ...scopeLines(facts.journal),
    `- Plan: ${countsText(facts.plan)} (made ${origin.createdAt}, digest ${digest.slice(0, 12)})`,
    `- Outcome: ${outcomeText(facts)}`,
    `- Proof: ${proofText(facts.journal)}`,
    '',
    '## Timeline',
    '',
    '| time (UTC) | step | |',
    '| --- | --- | --- |',
    ...facts.journal.map((entry) => `| ${entry.at} | ${nameOf(entry)} | ${detailOf(entry)} |`),
    '',
  ].join('\n');
}

export function countsText({ insert, update, delete: deleted }: ActionCounts): string {
  return `${insert} insert, ${update} update, ${deleted} delete`;
}

function outcomeText({ applied, undone }: ReportFacts): string {
  if (!applied) {
    return 'nothing has been written';
  }
  if (undone?.state === 'applied' && undone.undoes === applied.xid) {
    return `applied by transaction ${applied.xid}, taken back by transaction ${undone.xid}`;
  }
  if (inForce(applied, undone)) {
    return `applied by transaction ${applied.xid}`;
  }
  const unsure = applied.state === 'committing' || applied.state === 'unknown';
  return unsure
    ? `unknown: whether transaction ${applied.xid} was committed has not been settled`
    : 'nothing has been written';
}

function scopeLines(journal: readonly JournalEntry[]): readonly string[] {
  const compared = journal.findLast(({ step }) => step === 'compared');
  const scope = compared?.step === 'compared' ? compared.scope : undefined;
  return scope === undefined ? [] : [`- Compared: only ${plain(scope)}`];
}

/** A proof counts for what was written last before it. */
function proofText(journal: readonly JournalEntry[]): string {
  const last = journal.findLast(({ step }) => step === 'proved' || step === 'committed');
  if (last?.step !== 'proved') {
    return 'none yet';
  }
  return (
    `${last.equal} selected rows as planned, ${last.different} not; ` +
    `${last.writtenByUs} other rows written by the correction, ${last.changedByOthers} changed by others since`
  );
}

function nameOf(entry: JournalEntry): string {
  return 'write' in entry ? `${entry.write}: ${entry.step}` : entry.step;
}

const told = new Set(['n', 'at', 'writer', 'step', 'write', 'plan', 'moved']);

function detailOf(entry: JournalEntry): string {
  const details = Object.entries(entry)
    .filter(([name]) => !told.has(name))
    .map(([name, value]) => `${name} ${plain(String(value))}`);
  if ('plan' in entry) {
    details.unshift(countsText(entry.plan));
  }
  if ('moved' in entry) {
    details.push(...entry.moved.map(({ name, from, to }) => `${plain(name)} ${from} → ${to}`));
  }
  return details.join(', ');
}

/** Text from outside, so that it stays in its place in Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_<>[\]|#]/g, '\\$&').replace(/\s+/g, ' ');
}
