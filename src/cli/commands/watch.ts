import { parseTableName } from '../../core/catalog/tableName';
import type { Indicator } from '../../core/checks/indicators';
import { RecoveryError } from '../../core/errors';
import { usualChecks, usualSeconds } from '../../engine/checks';
import { withConnections } from '../../engine/connections';
import { openIncident } from '../../engine/incidents';
import { watch as watchIn } from '../../engine/validating';
import type { Look, Watched } from '../../recovery/validation/watchIndicators';
import { command } from '../command';
import type { Command, CommandHost, CommandSpec } from '../commandSpec';
import { durationIn } from '../durations';
import { secondsIn } from '../seconds';
import { aligned, count, counted, paragraphs, printable, rounded } from '../text';
import { indicatorFields } from './validate';

const spec = {
  name: 'watch',
  summary: 'Looks at the checks that give numbers again and again, and warns of what is unusual.',
  options: {
    live: { type: 'text', value: 'CONN', help: 'Production', required: true },
    dir: {
      ...{ type: 'text', value: 'DIR' },
      help: 'The folder of the incident after which production is watched',
    },
    checks: { type: 'text', value: 'DIR', help: `The folder of the checks (${usualChecks})` },
    table: { type: 'text', value: 'TABLE', help: 'Leave out checks that name another table' },
    for: { type: 'text', value: 'TIME', help: 'How long: 30m, 2h (until it is interrupted)' },
    every: { type: 'text', value: 'TIME', help: 'From one look to the next: 30s, 5m (1m)' },
    'statement-timeout': {
      ...{ type: 'text', value: 'SECONDS' },
      help: `How long one check may take (${usualSeconds})`,
    },
  },
} as const satisfies CommandSpec;

export const watch: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work } = call;
    const { table } = options;
    const seconds = secondsIn(spec, 'statement-timeout', options['statement-timeout']);
    const order = {
      incident: options.dir === undefined ? undefined : await openIncident(options.dir),
      table: table === undefined ? undefined : parseTableName(table),
      every: durationIn(spec, 'every', options.every) ?? 60_000,
      lasting: durationIn(spec, 'for', options.for),
      dir: options.checks ?? usualChecks,
      live: await connections.connection(options.live),
      seconds: seconds ?? usualSeconds,
    };
    const watched = await watchIn(order, lookTeller(call), work);
    const failure = failureOf(watched);
    return {
      fields: {
        ...{ seconds: rounded(watched.seconds), looks: watched.looks, failed: watched.failed },
        ...{ indicators: watched.indicators.map(indicatorFields), left: watched.left },
      },
      text: watchedText(watched),
      ...(failure ? { failure } : {}),
    };
  }),
);

/** A line for each indicator that leaves its usual values or is back, and for a look that failed. */
function lookTeller({ say }: Pick<CommandHost, 'say'>): (look: Look) => void {
  return (look) => {
    if (look.state === 'failed') {
      say(printable(`Production could not be asked: ${look.error.message}`));
      return;
    }
    for (const indicator of look.left) {
      say(printable(`${look.at} UNUSUAL ${indicator.name}: ${valuesOf(indicator)}`));
    }
    for (const indicator of look.back) {
      say(printable(`${look.at} as usual again ${indicator.name}: ${valuesOf(indicator)}`));
    }
  };
}

function valuesOf({ now, band }: Indicator): string {
  const found = now === undefined ? '' : count(now);
  return band
    ? `${found} (usual: ${count(Math.round(band.least))} to ${count(Math.round(band.most))})`
    : found;
}

function watchedText({ seconds, looks, indicators }: Watched): string {
  return paragraphs(
    `${counted(looks, 'look')} in ${seconds.toFixed(0)} s.`,
    aligned(indicators.map((each) => [states[each.state], printable(each.name), valuesOf(each)])),
  );
}

const states = { inside: 'as usual', outside: 'UNUSUAL', unknown: 'not known' } as const;

function failureOf({ left }: Watched): RecoveryError | undefined {
  return left.length === 0
    ? undefined
    : new RecoveryError('check-failed', `Left their usual values: ${left.join(', ')}.`, {
        hint: 'Run the checks to see more, and compare the table again where rows may be damaged.',
      });
}
