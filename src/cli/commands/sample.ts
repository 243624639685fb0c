import path from 'node:path';
import { tableLabel } from '../../core/catalog/table';
import { connectionUri } from '../../postgres/connection/connectionUri';
import { leastRows, type SampleIncident } from '../../sample/createSample';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { beginSample, defaultSampleFolder, endSample } from '../../engine/sampleServer';
import { usage } from '../argv';
import { count, paragraphs } from '../text';

const startSpec = {
  name: 'sample start',
  summary: 'Starts the sample incident: a private production, damaged, and its folder of dumps.',
  options: {
    rows: { type: 'text', value: 'N', help: 'Appointments (20,000; more need pg_dump)' },
    dir: { type: 'text', value: 'DIR', help: 'Where the dumps go; its own folder by default' },
  },
} as const satisfies CommandSpec;

export const sampleStart: Command = command(startSpec, async (call) => {
  const { rows, dir } = call.options;
  const folder = path.resolve(dir ?? defaultSampleFolder());
  const sample = await beginSample({ rows: sampleRows(startSpec, rows), dir: folder }, call);
  const live = connectionUri(sample.live);
  const { dumps, noticedAt } = sample;
  const table = tableLabel(sample.table);
  const fields = { live: { conn: live }, scratch: { conn: 'local:postgres' }, dumps, table };
  return { fields: { ...fields, noticedAt }, text: sampleText(sample, live) };
});

export const sampleStop: Command = command(
  {
    name: 'sample stop',
    summary: 'Ends the sample’s production and removes its dumps.',
    options: {
      dir: { type: 'text', value: 'DIR', help: 'The folder that sample start was given' },
    },
  },
  async (call) => {
    await endSample(path.resolve(call.options.dir ?? defaultSampleFolder()), call);
    return { fields: {}, text: 'The sample is gone.' };
  },
);

/** What --rows says; refused before the sample that is there makes way. */
export function sampleRows(spec: CommandSpec, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,9}$/.test(text)) {
    throw usage(spec, '--rows is not a number.');
  }
  const rows = text === undefined ? undefined : Number(text);
  if (rows !== undefined && rows < leastRows) {
    throw usage(spec, `The sample needs at least ${count(leastRows)} appointments.`);
  }
  return rows;
}

function sampleText({ dumps, table, noticedAt }: SampleIncident, live: string): string {
  return paragraphs(
    `The town hall’s production runs: ${live}`,
    `${tableLabel(table)} was damaged after ${noticedAt.replace('T', ' ')}. Its dumps:`,
    ...dumps.map((dump) => `  ${dump}`),
    'Next: pra verify on the dumps, then pra recover. pra sample stop ends it.',
  );
}
