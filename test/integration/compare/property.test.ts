import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { spreadProduction } from '../../support/foreignPartitions';
import { otherMajors } from '../../support/otherMajors';
import { Arena, type Failure } from './property/arena';
import { canBeMade, keptCases } from './property/keptCases';
import { scenarios } from './property/scenarios';
import { allWays } from './property/ways';
import { sidesAcross, twoDatabases } from './sides';

/** PRA_PROPERTY_SEED repeats a run; PRA_PROPERTY_RUNS is the number of cases on one server. */
const seed = Number(process.env['PRA_PROPERTY_SEED'] ?? randomInt(2 ** 31));
const runs = Number(process.env['PRA_PROPERTY_RUNS'] ?? 1800);

describe('Any table, with any damage', () => {
  let arena: Arena;

  before(async () => {
    const sides = await twoDatabases();
    const spread = await spreadProduction();
    arena = await Arena.open({ ...sides, live: spread?.live ?? sides.live }, spread?.leaves);
  });

  it('gives what a full join over text gives, row by row and value by value', async () => {
    await assertTruth(arena, runs);
    arena.waysGone.assertAll(runs, allWays(arena.features));
  }).timeout(600_000);

  for (const kept of keptCases()) {
    it(`gives it also ${kept.was}`, async function () {
      if (!canBeMade(kept, arena.features)) {
        this.skip();
      }
      const [failure] = await arena.run([kept.scenario]);
      if (failure) {
        throw failure.error;
      }
    });
  }
});

for (const major of otherMajors) {
  describe(`Any table of production on PostgreSQL ${major}, the backup on the newest`, () => {
    let arena: Arena;

    before(async function () {
      const sides = await sidesAcross(major);
      if (!sides) {
        this.skip();
      }
      arena = await Arena.open(sides);
    });

    it('gives what a full join over text gives', async () => {
      await assertTruth(arena, Math.ceil(runs / 10));
      if (major < 14) {
        arena.waysGone.assertAll(runs / 10, ['key ranges', 'buckets by table', 'hashes: sha256']);
      }
    }).timeout(600_000);

    it('gives it also of all that was once compared wrongly', async () => {
      const kept = keptCases().filter((either) => canBeMade(either, arena.features));
      const failures = await arena.run(kept.map(({ scenario }) => scenario));
      assert.deepEqual(
        failures.map(({ index, error }) => [kept[index]?.was, error]),
        [],
      );
    });
  });
}

async function assertTruth(arena: Arena, numRuns: number): Promise<void> {
  const cases = fc.sample(scenarios(arena.features), { seed, numRuns });
  const [failure, ...others] = await arena.run(cases);
  if (failure) {
    throw await reduced(arena, failure, others.length);
  }
}

/** The failure again, of the smallest case that still shows it; to be added to `keptCases.json`. */
async function reduced(arena: Arena, { index, error }: Failure, others: number): Promise<Error> {
  const property = fc.asyncProperty(scenarios(arena.features), async (scenario) => {
    const [failure] = await arena.run([scenario]);
    if (failure) {
      throw failure.error;
    }
  });
  const { counterexample, errorInstance } = await fc.check(property, { seed, path: String(index) });
  const [scenario] = counterexample ?? [];
  return new Error(
    `Case ${index} of seed ${seed} is compared wrongly, as ${others} others are:\n${JSON.stringify(scenario)}`,
    { cause: errorInstance ?? error },
  );
}
