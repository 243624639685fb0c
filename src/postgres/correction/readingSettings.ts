import { noSearchPath, pinnedSettings } from '../../core/sql/pinnedSettings';
import type { FoundTable } from './guard';
import type { Line } from './line';

/** While rows are read, hidden rows must be an error. What is sorted of one batch has room in memory. */
const whileReading = { ...pinnedSettings, row_security: 'off', jit: 'off', work_mem: '64MB' };
/** Where the transaction keeps what a setting was that was changed at its very beginning. */
const keptIn: Readonly<Record<string, string>> = { jit: 'pra.jit' };
/** A few rows of a large table are looked up by its index, whatever outdated statistics make of it. */
const byIndex = { enable_hashjoin: 'off', enable_mergejoin: 'off' };

/** What the settings were, by name. */
export type OriginalSettings = ReadonlyMap<string, string>;

/** Pins what the text of values depends on, for the rest of the transaction. */
export async function pinSettings(line: Line, table: FoundTable): Promise<OriginalSettings> {
  const pinned: Readonly<Record<string, string>> = {
    ...whileReading,
    ...(table.keyIsIndexed ? byIndex : {}),
    ...(table.columns.some(({ base }) => base.namesObjects) ? noSearchPath : {}),
  };
  return pinLocally(line, pinned);
}

/** The same, to read rows of tables of which little is known: names of objects are whole in them. */
export function pinForChildren(line: Line): Promise<OriginalSettings> {
  return pinLocally(line, { ...whileReading, ...noSearchPath });
}

async function pinLocally(
  line: Line,
  pinned: Readonly<Record<string, string>>,
): Promise<OriginalSettings> {
  const names = Object.keys(pinned);
  const originals = await line.row(
    `select ${names.map((name) => `current_setting('${keptIn[name] ?? name}')`).join(', ')}`,
  );
  await setLocally(line, Object.entries(pinned));
  return new Map(names.map((name, index) => [name, originals[index] ?? '']));
}

/**
 * Gives the settings back before anything is written: production's triggers see them too. But an amount
 * of money can be written only under the settings under which it was read.
 */
export async function restoreSettings(
  line: Line,
  table: FoundTable,
  originals: OriginalSettings,
): Promise<void> {
  const holdsMoney = table.columns.some(({ isMoney }) => isMoney);
  await setLocally(
    line,
    [...originals].filter(([name]) => !(holdsMoney && name === 'lc_monetary')),
  );
}

export function restoreLocally(line: Line, originals: OriginalSettings): Promise<void> {
  return setLocally(line, [...originals]);
}

async function setLocally(
  line: Line,
  settings: readonly (readonly [name: string, value: string])[],
): Promise<void> {
  const calls = settings.map(([name], index) => `set_config('${name}', $${index + 1}, true)`);
  await line.row(
    `select ${calls.join(', ')}`,
    settings.map(([, value]) => value),
  );
}
