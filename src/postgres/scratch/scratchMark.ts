import type { ScratchListing } from '../../recovery/ports/scratch';

/** What stands in the comment of a scratch database, by which it is known again. */
export type ScratchMark = Pick<ScratchListing, 'origin' | 'createdAt' | 'state'>;

const tool = 'pra-table-recovery';

export function scratchMark({ origin, createdAt, state }: ScratchMark): string {
  return JSON.stringify({ tool, state, createdAt, ...origin });
}

/** Undefined for anything that this tool has not written. */
export function parseScratchMark(comment: string | null | undefined): ScratchMark | undefined {
  const mark = parsed(comment ?? '');
  const table = asObject(mark['table']);
  const owner = asObject(mark['process']);
  if (mark['tool'] !== tool || !isState(mark['state'])) {
    return undefined;
  }
  return {
    state: mark['state'],
    createdAt: text(mark['createdAt']),
    origin: {
      dump: text(mark['dump']),
      table: { schema: text(table['schema']), name: text(table['name']) },
      encoding: text(mark['encoding']),
      host: text(mark['host']),
      process: {
        pid: Number(owner['pid']),
        startedAt: text(owner['startedAt']),
        boot: text(owner['boot']),
      },
    },
  };
}

function parsed(comment: string): Readonly<Record<string, unknown>> {
  if (!comment.startsWith('{')) {
    return {};
  }
  try {
    return asObject(JSON.parse(comment));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return {};
    }
    throw error;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  // Any object is a record of unknown values.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isState(value: unknown): value is ScratchMark['state'] {
  return value === 'restoring' || value === 'complete';
}
