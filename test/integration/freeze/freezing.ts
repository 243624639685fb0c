import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TableId } from '../../../src/core/catalog/table';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { newToken } from '../../../src/engine/freezing';
import type { IncidentFolder } from '../../../src/files/incidentFolder';
import { TokenFolder } from '../../../src/files/tokenFolder';
import { PostgresFreezer } from '../../../src/postgres/freeze/freezer';
import type { TurnPatience } from '../../../src/postgres/toolSchema/inTurn';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { Freezing } from '../../../src/recovery/freeze/freezing';
import { freezeTable, type FreezeResult } from '../../../src/recovery/freeze/freezeTable';
import { type FoundFreeze, frozenTables } from '../../../src/recovery/freeze/frozenTables';
import { unfreezeTable, type UnfreezeResult } from '../../../src/recovery/freeze/unfreezeTable';
import { quiet } from '../../support/postgres';

/** One installation of the tool, with the tokens that it keeps. */
export class Installation {
  private constructor(
    readonly folder: string,
    private readonly incident?: IncidentFolder,
  ) {}

  /** One whose tokens lie in an incident's folder. */
  static of(incident: IncidentFolder): Installation {
    return new Installation(incident.path, incident);
  }

  static async make(): Promise<Installation> {
    const installation = new Installation(await mkdtemp(join(tmpdir(), 'pra-freeze-')));
    installations.push(installation);
    return installation;
  }

  async freeze(
    live: ConnectionSettings,
    table: string,
    of: { readonly reason?: string; readonly owner?: string; readonly incident?: string } = {},
  ): Promise<FreezeResult> {
    const { reason = 'wrong statuses', owner = 'marie', incident = '2026-03-10-rdv' } = of;
    return freezeTable(
      { table: tableId(table), reason, owner, incident },
      this.freezing(live),
      quiet,
    );
  }

  async unfreeze(live: ConnectionSettings, table: string): Promise<UnfreezeResult> {
    return unfreezeTable(tableId(table), { ...this.freezing(live), by: 'marie' }, quiet);
  }

  async frozen(live: ConnectionSettings): Promise<readonly FoundFreeze[]> {
    return frozenTables(this.freezing(live), quiet);
  }

  /** The token of a table that is frozen. */
  async token(live: ConnectionSettings, table: string): Promise<string> {
    const { schema, name } = tableId(table);
    const frozen = (await this.frozen(live)).find(
      ({ table: found }) => found.schema === schema && found.name === name,
    );
    return (await this.store.token(frozen?.freeze.tokenHash ?? '')) ?? '';
  }

  get store(): TokenFolder {
    return new TokenFolder(join(this.folder, 'freeze'));
  }

  private freezing(live: ConnectionSettings): Freezing {
    return {
      freezer: new PostgresFreezer(live, shortFreezePatience),
      ...{ keepIn: [this.store], stores: [this.store], journal: this.incident, newToken },
    };
  }
}

/** Waits shorter than usual, so that tests end. */
export const shortFreezePatience: TurnPatience = { lock: 300, turn: 5_000 };

const installations: Installation[] = [];

export async function removeInstallations(): Promise<void> {
  for (const { folder } of installations.splice(0)) {
    await rm(folder, { recursive: true, force: true });
  }
}

function tableId(text: string): TableId {
  const { schema = 'public', name } = parseTableName(text);
  return { schema, name };
}
