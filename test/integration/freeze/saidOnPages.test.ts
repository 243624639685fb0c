import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { activityText } from '../../../src/core/activity/activityText';
import { zoneNamed } from '../../../src/core/dumpTime/incidentTime';
import { qualifyPage } from '../../../src/core/qualify/page/page';
import { restoredPage } from '../../../src/core/qualify/restored/restoredPage';
import type { ReportLanguage } from '../../../src/core/report/words/languages';
import { activityOf } from '../../../src/engine/activity';
import { freeze, unfreeze } from '../../../src/engine/freezing';
import { qualify } from '../../../src/engine/qualifying';
import { restoredFigures } from '../../../src/engine/restoredFigures';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { TokenFolder } from '../../../src/files/tokenFolder';
import { fillAppointments } from '../../support/appointments';
import { quiet, testServer } from '../../support/postgres';

const table = { schema: 'metier', name: 'rdv' };

describe('That a table is frozen, on the pages about it', () => {
  let tokens: string;
  let live: ConnectionSettings;
  let scratch: ConnectionSettings;

  before(async () => {
    tokens = await mkdtemp(path.join(tmpdir(), 'pra-tokens-'));
    const server = await testServer();
    [live, scratch] = [await server.createDatabase(), await server.createDatabase()];
    await fillAppointments(live);
    await fillAppointments(scratch);
  });

  after(() => rm(tokens, { recursive: true }));

  /** The qualification, the figures of the restored table, and who is at work on it. */
  async function pages(language: ReportLanguage): Promise<readonly string[]> {
    const manner = { language, clock: zoneNamed('UTC') };
    const request = {
      ...{ live, table, seconds: 30, personal: [], checks: undefined, scratch },
      ...{ dumps: [], damagedAt: undefined, incident: undefined },
    };
    return [
      qualifyPage(await qualify(request, quiet), manner).text,
      restoredPage((await restoredFigures(request, quiet)).figures, manner).text,
      activityText(await activityOf(table, live, quiet.signal)),
    ];
  }

  it('is said as long as it is so, by whom, since when and why', async () => {
    const secrets = new TokenFolder(path.join(tokens, 'freeze'));
    const target = { live, table, incident: undefined, secrets };
    await freeze({ ...target, owner: 'marie', reason: 'wrong statuses' }, quiet);
    for (const page of await pages('en')) {
      assert.match(
        page,
        /metier\.rdv`? is frozen by marie \(role \w+\) since [^:]*\d\d:\d\d.*: ?(\*\* )?wrong statuses/,
      );
    }
    const [qualified = '', figures = ''] = await pages('fr');
    for (const page of [qualified, figures]) {
      assert.match(
        page,
        /^\*\*`metier\.rdv` est gelée par marie \(rôle \w+\) depuis le .*\u00a0:\*\* wrong statuses$/m,
      );
    }
    await unfreeze(target, quiet);
    for (const page of await pages('en')) {
      assert.doesNotMatch(page, /frozen by/);
    }
  });
});
