import { parseTableName } from '../../core/catalog/tableName';
import type { DumpCandidate } from '../../core/dumpRanking/candidate';
import type { DumpRanking, RankedDump } from '../../core/dumpRanking/rankDumps';
import type { DumpInterval } from '../../core/dumpTime/dumpInterval';
import { parseIncidentTime } from '../../core/dumpTime/incidentTime';
import { RecoveryError } from '../../core/errors';
import { assumedZone, rankFiles } from '../../engine/dumpRanking';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { paragraphs, printable } from '../text';

const spec = {
  name: 'rank',
  summary: 'Finds the right dump for an incident, and says why it is none of the others.',
  operand: { name: 'DUMP', help: 'Dumps, or folders of dumps', count: 'several' },
  options: {
    incident: {
      ...{ type: 'text', value: 'TIME', required: true },
      help: 'When the damage began: 2026-03-10 09:30, or with its offset …T09:30:00+01:00',
    },
    zone: {
      ...{ type: 'text', value: 'ZONE' },
      help: 'Time zone of the dumps, and of TIME without an offset (this machine’s): Europe/Paris',
    },
    table: {
      ...{ type: 'text', value: 'TABLE' },
      help: 'Also count it in each dump, and compare it with the dumps around',
    },
    verify: { type: 'flag', help: 'Read each dump whole first; else none counts as verified' },
  },
} as const satisfies CommandSpec;

export const rank: Command = command(spec, async ({ operands, options, work }) => {
  const zone = assumedZone(options.zone);
  const ranking = await rankFiles(
    {
      ...{ paths: operands, verify: options.verify, zone },
      at: parseIncidentTime(options.incident, zone.clock),
      table: options.table === undefined ? undefined : parseTableName(options.table),
    },
    work,
  );
  const failure = failureOf(ranking);
  return {
    fields: {
      dumps: ranking.dumps.map(({ dump, rank: at, reason }) => ({
        ...dumpFields(dump),
        ...{ rank: at, reason },
      })),
      recommended: ranking.recommended?.dump.path ?? null,
    },
    text: rankingText(ranking),
    ...(failure ? { failure } : {}),
  };
});

/** What JSON says of a dump that was ranked. */
export function dumpFields({ path, time, verification, rows }: DumpCandidate): object {
  const counted = rows === undefined ? {} : { rows: rows === 'no such table' ? null : rows };
  return { path, time: dumpTime(time), verified: verification === 'verified', ...counted };
}

/** In UTC; `zone` is the one that was assumed. */
export function dumpTime({ from, to, source, zone }: DumpInterval): object {
  return {
    from: from === undefined ? null : new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    source,
    zone: zone?.clock.zone ?? null,
  };
}

function failureOf({ whyNone, dumps }: DumpRanking): RecoveryError | undefined {
  if (whyNone === undefined) {
    return undefined;
  }
  const canVerify = dumps.some(({ rank: at }) => at === 'not-verified');
  return new RecoveryError(
    'no-usable-dump',
    whyNone,
    canVerify ? { hint: 'Read them whole first.', ways: ['verify-dumps'] } : {},
  );
}

function rankingText({ dumps, recommended }: DumpRanking): string {
  const line = ({ dump, reason }: RankedDump): string =>
    `${printable(dump.path)}\n    ${printable(reason)}`;
  const others = dumps.filter((dump) => dump !== recommended);
  return paragraphs(
    recommended && `Recommended: ${line(recommended)}`,
    others.length > 0 &&
      `${recommended ? 'The others' : 'None is recommended'}, the most useful first:`,
    ...others.map((other) => `  ${line(other)}`),
  );
}
