import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import type { Saying } from '../../core/report/timeline';
import { languageOf } from '../../core/report/words/language';
import { strategyPage } from '../../core/strategy/strategyPage';
import { figuresBrief, strategyLabel } from '../../core/strategy/strategyWords';
import { reportNotices } from '../../engine/correcting';
import { strategySaying } from '../../engine/strategy';
import { chooseStrategy as choose } from '../../recovery/strategy/chooseStrategy';
import type { Strategy } from '../../recovery/strategy/strategies';
import { type Weighing, weighStrategies } from '../../recovery/strategy/weighStrategies';
import { chosen } from '../chosen';
import { inLanguage } from '../../french/sentences';
import type { OpenIncident } from '../review/openIncident';
import type { UiServices } from '../services';

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
  const reason = await ask(title, 'Why this strategy? The journal and the report have it.', true);
  const by = await ask(title, 'Who decided it? Empty: you');
  const choice = { name: strategy.name, reason, ...(by === '' ? {} : { by }) };
  await choose(incident.folder, weighing, choice);
  for (const notice of await reportNotices(incident.folder)) {
    services.log.warn(notice);
  }
  services.refresh();
  return strategy;
}

/** How the chosen strategy goes on; undefined where the operator leaves it there. */
export async function offerNext(strategy: Strategy): Promise<'review' | 'replace' | undefined> {
  const say = inLanguage(vscode.env.language);
  const label = strategyLabel(strategy, strategySaying(languageOf(vscode.env.language)));
  const { insert, update, delete: deleted } = strategy.figures;
  const next = strategy.is.kind === 'replace' ? 'replace' : 'review';
  const button = say(next === 'replace' ? 'Replace Whole Table' : 'Select in Review');
  const sentence = say(`The strategy is in the journal: ${label}.`);
  const buttons = insert + update + deleted > 0 ? [button] : [];
  const answer = await vscode.window.showInformationMessage(sentence, ...buttons);
  return answer === undefined ? undefined : next;
}

interface Picked {
  readonly weighing: Weighing;
  readonly strategy: Strategy;
}

/** Weighed again whenever the operator says that other transactions did the damage. */
async function pickStrategy(
  incident: OpenIncident,
  services: UiServices,
  saying: Saying,
): Promise<Picked> {
  const say = inLanguage(vscode.env.language);
  let damagedBy: readonly string[] | undefined;
  for (;;) {
    const weighing = await services.tasks.run('Weighing the strategies', ({ work }) =>
      weighStrategies(incident.session, damagedBy, work.signal),
    );
    await showPage(incident, weighing, services, saying);
    const items = weighing.strategies.map((strategy) => ({
      ...{ label: strategyLabel(strategy, saying), detail: figuresBrief(strategy, saying) },
      strategy,
    }));
    const other = {
      ...{ label: `$(edit) ${say('Other transactions did the damage…')}`, detail: '' },
      strategy: undefined,
    };
    const { strategy } = chosen(
      await vscode.window.showQuickPick(weighing.writers.length > 0 ? [...items, other] : items, {
        ...{ title: say('Choose the strategy'), ignoreFocusOut: true, matchOnDetail: true },
        placeHolder: say('Nothing is written to production'),
      }),
    );
    if (strategy) {
      return { weighing, strategy };
    }
    damagedBy = await pickWriters(weighing, saying);
  }
}

async function pickWriters(
  { writers, from }: Weighing,
  { words, moments }: Saying,
): Promise<readonly string[]> {
  const say = inLanguage(vscode.env.language);
  const items = writers.map(({ xid, rows, committedAt }) => ({
    label: words.strategy.transaction(xid),
    description: words.count(rows),
    detail: committedAt === undefined ? '' : moments.full(committedAt),
    picked: from.damagedBy.some((writer) => writer.xid === xid),
    xid,
  }));
  const title = say('Which transactions did the damage?');
  const options = { title, canPickMany: true as const, ignoreFocusOut: true };
  return chosen(await vscode.window.showQuickPick(items, options)).map(({ xid }) => xid);
}

async function showPage(
  { session }: OpenIncident,
  { from, strategies }: Weighing,
  { pages }: UiServices,
  saying: Saying,
): Promise<void> {
  const table = tableLabel(session.comparison.identity.table);
  const now = new Date().toISOString();
  const text = strategyPage({ table, from, strategies, now }, saying);
  await pages.preview(`${saying.words.strategy.title(table)}.md`, text);
}

async function ask(title: string, prompt: string, isRequired = false): Promise<string> {
  const say = inLanguage(vscode.env.language);
  const missing = say('A strategy is chosen for a reason: it is missing.');
  const validateInput = (text: string): string | undefined =>
    text.trim() === '' ? missing : undefined;
  const options = { title, prompt: say(prompt), ignoreFocusOut: true };
  const text = await vscode.window.showInputBox(
    isRequired ? { ...options, validateInput } : options,
  );
  return chosen(text).trim();
}
