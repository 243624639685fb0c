import { type TableId, tableLabel } from '../catalog/table';
import { code, paragraph, plain } from '../markdown';
import type { Saying } from '../report/saying';
import type { Freeze } from './freeze';

/** That writes to a table are refused just now, by whom and why, as every page about it says it; nothing where they are not. */
export function frozenLine(
  table: TableId,
  freeze: Freeze | undefined,
  { words, moments }: Saying,
): readonly string[] {
  if (!freeze) {
    return [];
  }
  const { owner, role, at, incident, reason } = freeze;
  const said = words.freeze.frozen({
    table: code(tableLabel(table)),
    by: plain(owner === role ? owner : words.freeze.inRole(owner, role)),
    since: moments.full(at),
    incident: incident === undefined ? undefined : code(incident),
  });
  return paragraph(`**${said}** ${plain(reason)}`);
}
