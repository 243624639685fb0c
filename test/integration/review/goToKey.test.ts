import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { openIncident } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { findHandlers } from '../../../src/ui/review/handlers/finding';
import { quiet, temporaryHome } from '../../support/postgres';
import { reviewedIncident } from '../../support/reviewedIncident';

/** The key begins with the column that is the table's last. */
const backup = `
  CREATE TABLE places (statut text, salle int, rang int, PRIMARY KEY (rang, salle));
  INSERT INTO places SELECT 'LIBRE', salle, rang FROM generate_series(1, 3) salle, generate_series(1, 3) rang`;
const damage = `UPDATE places SET statut = 'PRISE' WHERE (salle, rang) IN ((1, 2), (2, 1), (3, 1))`;

describe('Going to a key whose columns stand in another order than the table’s', () => {
  let home: string;
  let session: ReviewSession;

  before(async () => {
    home = await temporaryHome('pra-key-');
    const { dir } = await reviewedIncident(home, { table: 'places', backup, damage });
    session = await openReview(await openIncident(dir), quiet);
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  /** The key of the row that is gone to, of `rang` and `salle`. */
  async function goneTo(
    salle: string,
    rang: string,
  ): Promise<readonly (string | null)[] | undefined> {
    const { goToKey } = findHandlers({ session, generation: 1 });
    const found = await goToKey({ generation: 1, tab: 'all', key: [salle, rang] });
    if ('none' in found) {
      return undefined;
    }
    const [row] = await session.page({ tab: 'all' }, found.ordinal, 1);
    return row?.change.key;
  }

  it('takes the values as the table has its columns', async () => {
    assert.deepEqual(await goneTo('1', '2'), ['2', '1']);
    assert.deepEqual(await goneTo('2', '1'), ['1', '2']);
    assert.deepEqual(await goneTo('3', '1'), ['1', '3']);
  });

  it('goes nowhere where only the values turned round are a key', async () => {
    assert.equal(await goneTo('1', '3'), undefined);
  });
});
