import path from 'node:path';

/**
 * The incident that a review showed before the window was reloaded, by what its page kept. Only one that
 * is known is believed: the page may have kept anything.
 */
export function restoredIncident(kept: unknown, known: readonly string[]): string | undefined {
  const folder = typeof kept === 'object' && kept && 'incident' in kept ? kept.incident : undefined;
  return typeof folder === 'string'
    ? known.find((dir) => path.resolve(dir) === path.resolve(folder))
    : undefined;
}
