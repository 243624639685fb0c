import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import type { Saying } from '../../core/report/saying';
import { languageOf } from '../../core/report/words/languages';
import { strategyPage } from '../../core/strategy/strategyPage';
import { figuresBrief, strategyLabel } from '../../core/strategy/strategyWords';
import { reportNotices } from '../../engine/correcting';
import { strategySaying } from '../../engine/strategy';
import { chooseStrategy as choose } from '../../recovery/strategy/chooseStrategy';
import type { Strategy } from '../../recovery/strategy/strategies';
import type { NamedScopes } from '../../recovery/strategy/scopeStrategies';
import {
  type Weighed,
  type Weighing,
  weighStrategies,
} from '../../recovery/strategy/weighStrategies';
import { chosen } from '../chosen';
import { knownFreezeOf } from '../review/knownFreeze';
import type { OpenIncident } from '../review/openIncident';
import type { UiServices } from '../services';
import { askText, inform, pickMany, pickOne } from '../asking';

/**
 * Shows what each way of putting the table right would do, asks for one and for the reason, and notes both in the journal.
 * Production is not asked.
 */
export async function chooseStrategy(
  incident: OpenIncident,
  services: UiServices,
): Promise<Strategy> {
  incident.session.refuseWithoutKey();
  const saying = strategySaying(languageOf(vscode.env.language));
  const { weighing, strategy } = await pickStrategy(incident, services, saying);
  const title = strategyLabel(strategy, saying);
  const why = 'Why this strategy? The journal and the report have it.';
  const reason = await ask(title, why, 'A strategy is chosen for a reason: it is missing.');
  const by = await ask(title, 'Who decided it? Empty: you');
  const choice = { name: strategy.name, reason, ...(by === '' ? {} : { by }) };
  await choose(incident.folder, weighing, choice);
  for (const notice of await reportNotices(incident.folder)) {
    services.log.warn(notice);
  }
  services.incidents.refresh();
  return strategy;
}

/** How the chosen strategy goes on; undefined where the operator leaves it there. */
export async function offerNext(strategy: Strategy): Promise<'review' | 'replace' | undefined> {
  const label = strategyLabel(strategy, strategySaying(languageOf(vscode.env.language)));
  const { insert, update, delete: deleted } = strategy.figures;
  const next = strategy.is.kind === 'replace' ? 'replace' : 'review';
  const button = next === 'replace' ? 'Replace Whole Table' : 'Select in Review';
  const sentence = `The strategy is in the journal: ${label}.`;
  const buttons = insert + update + deleted > 0 ? [button] : [];
  const answer = await inform(sentence, ...buttons);
  return answer === undefined ? undefined : next;
}

interface Picked {
  readonly weighing: Weighing;
  readonly strategy: Strategy;
}

/** Weighed again whenever the operator says what did the damage, or names a scope. */
async function pickStrategy(
  incident: OpenIncident,
  services: UiServices,
  saying: Saying,
): Promise<Picked> {
  let weighed: Weighed = {};
  for (;;) {
    const weighing = await services.tasks.run('Weighing the strategies', ({ work }) =>
      weighStrategies(incident.session, weighed, work.signal),
    );
    await showPage(incident, weighing, services, saying);
    const picked = await pickLine(weighing, saying);
    if (typeof picked !== 'string') {
      return { weighing, strategy: picked };
    }
    weighed =
      picked === 'writers'
        ? { ...weighed, damagedBy: await pickWriters(weighing, saying) }
        : { ...weighed, scopes: { ...weighed.scopes, ...(await askScope(incident.session)) } };
  }
}

async function pickLine(
  { strategies, writers }: Weighing,
  saying: Saying,
): Promise<Strategy | 'writers' | 'scope'> {
  const items = strategies.map((strategy) => ({
    ...{ label: strategyLabel(strategy, saying), detail: figuresBrief(strategy, saying) },
    // Said already, and with values.
    isName: true,
    is: strategy,
  }));
  const other = (label: string, is: 'writers' | 'scope') => ({
    ...{ label: `$(edit) ${label}`, detail: '', is },
  });
  const others = [
    other('Another period or business scope…', 'scope'),
    ...(writers.length > 0 ? [other('Other transactions did the damage…', 'writers')] : []),
  ];
  const picked = await pickOne([...items, ...others], {
    title: 'Choose the strategy',
    matchOnDetail: true,
    placeHolder: 'Nothing is written to production',
  });
  return chosen(picked).is;
}

async function pickWriters(
  { writers, from }: Weighing,
  { words, moments }: Saying,
): Promise<readonly string[]> {
  const items = writers.map(({ xid, rows, committedAt }) => ({
    label: words.strategy.transaction(xid),
    description: words.count(rows),
    detail: committedAt === undefined ? '' : moments.full(committedAt),
    picked: from.damagedBy.some((writer) => writer.xid === xid),
    xid,
  }));
  const title = 'Which transactions did the damage?';
  return chosen(await pickMany(items, { title })).map(({ xid }) => xid);
}

const noValue = 'A value is missing.';

/** Of a column of times a period, of any other one value; a masked column is none of them. */
async function askScope({ comparison, masked }: OpenIncident['session']): Promise<NamedScopes> {
  const items = comparison.table.columns.flatMap(({ name, type }, at) =>
    masked.has(at) ? [] : [{ label: name, isName: true, description: type.label, type }],
  );
  const title = 'By which column?';
  const picked = await pickOne(items, { title });
  const { label: column, type } = chosen(picked);
  if (/^(date|timestamp|timestamptz)$/.test(type.builtIn ?? '')) {
    const from = await ask(column, 'From, included: 2026-03-01', noValue);
    const to = await ask(column, 'To, not included: 2026-03-16', noValue);
    return { range: { column, from, to } };
  }
  return { value: { column, value: await ask(column, 'Which value?', noValue) } };
}

async function showPage(
  incident: OpenIncident,
  { from, strategies }: Weighing,
  services: UiServices,
  saying: Saying,
): Promise<void> {
  const { table } = incident.session.comparison.identity;
  const now = new Date().toISOString();
  const freeze = await knownFreezeOf(incident, services);
  const text = strategyPage({ table, freeze, from, strategies, now }, saying);
  await services.pages.preview(saying.words.strategy.title(tableLabel(table)), text);
}

/** @param missing What is said of an empty answer, where that is none. */
async function ask(title: string, prompt: string, missing?: string): Promise<string> {
  const validateInput = (text: string): string | undefined =>
    missing !== undefined && text.trim() === '' ? missing : undefined;
  const options = { title, prompt, validateInput };
  return chosen(await askText(options)).trim();
}
