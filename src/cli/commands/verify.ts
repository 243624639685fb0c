import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { frozenThenText } from '../../core/freeze/frozenThen';
import { reportNotices } from '../../engine/correcting';
import { isDumpOf, namesDump, noteVerdict } from '../../engine/dumpVerdicts';
import { openIncident } from '../../engine/incidents';
import { trustOfVerified } from '../../engine/trust';
import { dumpFiles } from '../../files/dumpFile';
import { type Trust, warningsIn } from '../../recovery/dumps/trust';
import { type DumpVerification, verifyDump } from '../../recovery/dumps/verifyDump';
import { command } from '../command';
import type { Command } from '../commandSpec';
import { describe } from '../output';
import { aligned, asIs, count, counted, printable, rounded } from '../text';

export const verify: Command = command(
  {
    name: 'verify',
    summary: 'Reads every byte of dumps: whole, undamaged, rows of every table, SHA-256.',
    operand: { name: 'DUMP', help: 'Files or folders that pg_dump wrote', count: 'several' },
    options: {
      dir: {
        ...{ type: 'text', value: 'DIR' },
        help: 'The incident whose dump is among them, or which has none yet: its journal and report have the verdict',
      },
    },
  },
  async ({ operands, options, work }) => {
    const incident =
      options.dir === undefined ? undefined : await incidentOf(options.dir, operands);
    const dumps: VerifiedDump[] = [];
    for (const path of operands) {
      const verified = await verifyDump(dumpFiles, path, work);
      dumps.push({ ...verified, trust: await trustOfVerified(verified) });
    }
    const notices = incident ? await noted(incident, dumps) : [];
    const failure = failureOf(dumps);
    return {
      fields: { dumps: dumps.map(fieldsOf), ...(incident ? { notices } : {}) },
      text: [...dumps.map(verificationText), ...notices].join('\n\n'),
      ...(failure ? { failure } : {}),
    };
  },
);

type Incident = Awaited<ReturnType<typeof openIncident>>;

/** @throws {RecoveryError} `usage` where the incident has a dump, and it is none of these. */
async function incidentOf(dir: string, dumps: readonly string[]): Promise<Incident> {
  const incident = await openIncident(dir);
  const entries = await incident.entries();
  if (namesDump(entries) && !dumps.some((dump) => isDumpOf(entries, dump))) {
    throw new RecoveryError('usage', 'None of these dumps is the one that the incident restored.', {
      hint: 'Leave out --dir, or name the dump as the incident’s journal does.',
    });
  }
  return incident;
}

/** @returns Why the report was not written anew, where it was not. */
async function noted(
  incident: Incident,
  dumps: readonly VerifiedDump[],
): Promise<readonly string[]> {
  const entries = await incident.entries();
  const isNamed = namesDump(entries);
  for (const dump of dumps.filter(({ path }) => !isNamed || isDumpOf(entries, path))) {
    await noteVerdict(incident, dump);
  }
  return reportNotices(incident);
}

interface VerifiedDump extends DumpVerification {
  /** Undefined where finding out would take another read of the dump. */
  readonly trust: Trust | undefined;
}

/** The damage itself where one dump was asked about, else how many are bad. */
function failureOf(dumps: readonly VerifiedDump[]): RecoveryError | undefined {
  const bad = dumps.filter(({ ok }) => !ok);
  const [first] = bad;
  if (!first?.error || dumps.length === 1) {
    return first?.error;
  }
  return new RecoveryError(
    first.error.code,
    `${count(bad.length)} of ${counted(dumps.length, 'dump')} cannot be used.`,
    { hint: `The first: ${first.path}: ${first.error.message}` },
  );
}

function fieldsOf({
  error,
  trust,
  ...verification
}: VerifiedDump): Readonly<Record<string, unknown>> {
  return {
    ...{ ...verification, seconds: rounded(verification.seconds) },
    ...(error ? { error: describe(error) } : {}),
    ...(trust ? { trust: trust.facts } : {}),
  };
}

function verificationText(dump: VerifiedDump): string {
  const { path, ok, sha256, bytes, seconds, tables, checksummed, error } = dump;
  const verdict = ok ? 'whole' : `BAD: ${error?.message ?? ''}`;
  return [
    `${path}: ${verdict}`,
    `  ${counted(bytes, 'byte')} read in ${seconds.toFixed(1)} s${sha256 === undefined ? '' : `, SHA-256 ${sha256}`}`,
    ...(ok && !checksummed
      ? ['  Some of its data have no checksum of their own: changed bytes within a row go unseen.']
      : []),
    aligned(
      tables.map((table) => [
        asIs(tableLabel(table)),
        table.rows === undefined ? 'not counted' : count(table.rows),
        table.rows === undefined ? '' : 'rows',
      ]),
      '    ',
    ),
    ...warningTexts(dump),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Without the one that {@link verificationText} gives of dumps of every format; of a plain dump, what reading it has shown. */
function warningTexts({ trust, frozen = [] }: VerifiedDump): readonly string[] {
  return trust
    ? warningsIn(trust)
        .filter(({ name }) => name !== 'Checksums')
        .map(({ name, value }) => `  ${name}: ${printable(value)}`)
    : frozen.map((one) => `  Frozen: ${printable(frozenThenText(one))}`);
}
