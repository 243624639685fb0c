import type { PlacedRowReader, RowPlace, StoredRow } from '../ports/snapshot';

const rowsAtOnce = 200;

/** The rows at these places, in their order, as many at once as may be held. */
export async function* rowsAt(
  reader: PlacedRowReader,
  places: readonly RowPlace[],
  signal: AbortSignal,
): AsyncGenerator<StoredRow> {
  for (let done = 0; done < places.length;) {
    const rows = await reader.rowsAt(places.slice(done, done + rowsAtOnce), signal);
    yield* rows;
    done += rows.length;
  }
}
