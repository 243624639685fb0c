import { incidentFiles, openIncident } from '../../engine/incidents';
import { reportNotices } from '../../engine/correcting';
import { weighIncident } from '../../engine/strategy';
import type { StrategyChoice } from '../../recovery/strategy/chooseStrategy';
import type { NamedScopes } from '../../recovery/strategy/scopeStrategies';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { planText } from '../planText';
import { strategyText } from '../strategyText';
import { paragraphs } from '../text';

const spec = {
  name: 'strategy',
  summary:
    'Weighs the ways of putting a table right by the compared rows, and notes which is chosen.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    damage: {
      ...{ type: 'list', value: 'XID' },
      help: 'A transaction that did the damage; those that stand out by default',
    },
    period: {
      ...{ type: 'text', value: 'COLUMN' },
      help: 'Weighs a period of this column in place of the one that the rows suggest',
    },
    from: { type: 'text', value: 'TIME', help: 'The period’s first day or moment' },
    to: { type: 'text', value: 'TIME', help: 'The period’s end, itself not in it' },
    scope: {
      ...{ type: 'text', value: 'COLUMN=VALUE' },
      help: 'Weighs this business scope in place of the one that the rows suggest',
    },
    choose: {
      type: 'text',
      value: 'NAME',
      help: 'Which is chosen: the first column says its name',
    },
    reason: { type: 'text', value: 'TEXT', help: 'Why; the journal and the report have it' },
    by: { type: 'text', value: 'NAME', help: 'Who decided it; the user by default' },
    plan: { type: 'flag', help: 'Plans the correction of just the rows that the chosen one takes' },
  },
} as const satisfies CommandSpec;

export const strategy: Command = command(spec, async (call) => {
  const { options } = call;
  const { damage } = options;
  const choice = choiceIn(options);
  const scopes = { ...rangeIn(options), ...valueIn(options) };
  const incident = await openIncident(operand(call));
  const damagedBy = damage.length > 0 ? damage : undefined;
  const weighed = await weighIncident(
    incident,
    { damagedBy, scopes, choice, plans: options.plan },
    call,
  );
  const { table, from, writers, strategies, chosen, plan } = weighed;
  const notices = [...(plan?.notices ?? []), ...(chosen ? await reportNotices(incident) : [])];
  return {
    fields: {
      ...{ table, ...from, writers },
      strategies: strategies.map(({ name, is, value, figures }) => {
        return { name, ...is, ...(value === undefined ? {} : { value }), figures };
      }),
      ...(chosen ? { chosen: chosen.name, notices } : {}),
      ...(plan ? { plan: plan.counts, files: incidentFiles(incident, true) } : {}),
    },
    text: paragraphs(
      strategyText(weighed, incident.path, call.language),
      plan && planText(plan, incident.path),
      ...(plan ? [] : notices),
    ),
  };
});

interface ChoiceOptions {
  readonly choose: string | undefined;
  readonly reason: string | undefined;
  readonly by: string | undefined;
  readonly plan: boolean;
}

function choiceIn({ choose, reason, by, plan }: ChoiceOptions): StrategyChoice | undefined {
  if ((choose === undefined) !== (reason === undefined)) {
    throw usage(spec, 'A strategy is chosen by --choose and --reason together.');
  }
  if (choose === undefined && plan) {
    throw usage(spec, '--plan takes a strategy that is chosen.');
  }
  return choose === undefined ? undefined : { name: choose, reason: reason ?? '', by };
}

interface ScopeOptions {
  readonly period: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly scope: string | undefined;
}

function rangeIn({ period, from, to }: ScopeOptions): Pick<NamedScopes, 'range'> {
  if (period === undefined && from === undefined && to === undefined) {
    return {};
  }
  if (period === undefined || from === undefined || to === undefined) {
    throw usage(spec, 'A period is --period, --from and --to together.');
  }
  return { range: { column: period, from, to } };
}

function valueIn({ scope }: ScopeOptions): Pick<NamedScopes, 'value'> {
  if (scope === undefined) {
    return {};
  }
  const [, column = '', value = ''] = /^([^=]+)=([^]+)$/.exec(scope) ?? [];
  if (column === '') {
    throw usage(spec, '--scope takes COLUMN=VALUE.');
  }
  return { value: { column, value } };
}
