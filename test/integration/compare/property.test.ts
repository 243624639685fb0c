import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { Arena, type Failure } from './property/arena';
import { keptCases } from './property/keptCases';
import { scenarios } from './property/scenario';
import { type Connections, twoDatabases } from './sides';

/** PRA_PROPERTY_SEED repeats a run; PRA_PROPERTY_RUNS is the number of its cases. */
const seed = Number(process.env['PRA_PROPERTY_SEED'] ?? randomInt(2 ** 31));
const runs = Number(process.env['PRA_PROPERTY_RUNS'] ?? 1000);

describe('Any table, with any damage', () => {
  let arena: Arena;

  before(async () => {
    const sides: Connections = await twoDatabases();
    arena = await Arena.open(sides);
  });

  it('that was once compared wrongly is compared as a full join over text does', async () => {
    const failures = await arena.run(keptCases.map(({ scenario }) => scenario));
    assert.deepEqual(
      failures.map(({ index, error }) => [keptCases[index]?.was, error]),
      [],
    );
  });

  it('gives what a full join over text gives, row by row and value by value', async () => {
    const arbitrary = scenarios(arena.features);
    const cases = fc.sample(arbitrary, { seed, numRuns: runs });
    const [failure, ...others] = await arena.run(cases);
    if (failure) {
      throw await reduced(arena, failure, others.length);
    }
  }).timeout(600_000);
});

/** The failure again, of the smallest case that still shows it; to be added to `keptCases.ts`. */
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
