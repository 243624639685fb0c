import type { Indicator } from '../../core/checks/indicators';
import type { RecoveryError } from '../../core/errors';
import { batchesIn, batchesLeft } from '../../core/incident/batches';
import { checkFailure, usualChecks, usualSeconds } from '../../engine/checks';
import { withConnections } from '../../engine/connections';
import { reportNotices } from '../../engine/correcting';
import { openIncident } from '../../engine/incidents';
import {
  checksToRun,
  type FoundObjections,
  objectionsTo,
  objectionTexts,
  signOff,
  validate as validateIn,
  validationText,
} from '../../engine/validating';
import type { Validation } from '../../recovery/validation/validateRecovery';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Call, Command, CommandSpec } from '../commandSpec';
import { liveOption } from '../correcting';
import { secondsIn } from '../seconds';
import { asIs, paragraphs, printable } from '../text';
import { fieldsOf as checkFields } from './checks';
import { proofFailure } from './prove';

const spec = {
  name: 'validate',
  summary: 'Proves a correction again, runs the checks beside those of before, and is signed off.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    ...liveOption,
    checks: {
      ...{ type: 'text', value: 'DIR' },
      help: `The folder of the checks (${usualChecks}, where it is there)`,
    },
    'statement-timeout': {
      ...{ type: 'text', value: 'SECONDS' },
      help: `How long one check may take (${usualSeconds})`,
    },
    'sign-off': { type: 'text', value: 'NAME', help: 'Who answers for the result' },
    despite: {
      ...{ type: 'text', value: 'REASON' },
      help: 'Why it is signed off though not everything is right',
    },
  },
} as const satisfies CommandSpec;

type ValidateCall = Call<(typeof spec)['options']>;

export const validate: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work, language } = call;
    const incident = await openIncident(operand(call));
    const seconds = secondsIn(spec, 'statement-timeout', options['statement-timeout']);
    const live = await connections.connection(options.live);
    const order = {
      ...{ dir: await checksToRun(options.checks), live },
      ...{ seconds: seconds ?? usualSeconds, options: { moved: options.moved } },
    };
    const validation = await validateIn(incident, order, work);
    const isSigned = await signedOff(options, incident, objectionsTo(validation));
    const notices = [...(await reportNotices(incident)), ...notKept(validation)];
    const page = await validationText(incident, language);
    const failure = isSigned ? undefined : failureOf(validation);
    return {
      fields: {
        ...fieldsOf(validation),
        signedOff: isSigned ? options['sign-off'] : null,
        toResume: batchesLeft(batchesIn(await incident.entries())).toResume.map(({ name }) => name),
        notices,
      },
      text: paragraphs(asIs(page.split('\n').map(printable).join('\n').trimEnd()), ...notices),
      ...(failure ? { failure } : {}),
    };
  }),
);

/** Not where something is not right and no reason is given: the answer says what. */
async function signedOff(
  { 'sign-off': by, despite }: ValidateCall['options'],
  incident: Awaited<ReturnType<typeof openIncident>>,
  objections: FoundObjections,
): Promise<boolean> {
  if (by === undefined && despite !== undefined) {
    throw usage(spec, '--despite goes with --sign-off.');
  }
  if (by === undefined || (objectionTexts(objections).length > 0 && despite === undefined)) {
    return false;
  }
  await signOff(incident, { by, despite }, objections);
  return true;
}

function failureOf({ proof, checked }: Validation): RecoveryError | undefined {
  return proofFailure(proof) ?? (checked && checkFailure(checked.run));
}

function notKept({ checked }: Validation): readonly string[] {
  return checked?.notKept ? [checked.notKept.message] : [];
}

function fieldsOf({ proof, checked }: Validation): Readonly<Record<string, unknown>> {
  const { proved, selected, unselected, left } = proof;
  return {
    ...{ proved, selected, unselected, left },
    checks: checked?.run.checks.map(checkFields) ?? null,
    indicators: checked?.indicators.map(indicatorFields) ?? null,
  };
}

/** What JSON says of an indicator. */
export function indicatorFields(indicator: Indicator): Readonly<Record<string, unknown>> {
  const { file, name, now, before, weekBefore, band, state } = indicator;
  return {
    ...{ file, name, state, now: now ?? null, before: before ?? null },
    ...{ weekBefore: weekBefore ?? null, band: band ?? null },
  };
}
