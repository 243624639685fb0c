import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { twoDatabases } from '../compare/sides';
import { corrections } from './property/correction';
import type { Became } from './property/assertCorrected';
import { Workshop } from './property/workshop';

/** PRA_PROPERTY_SEED repeats a run; PRA_CORRECTIONS is the number of cases. */
const seed = Number(process.env['PRA_PROPERTY_SEED'] ?? randomInt(2 ** 31));
const runs = Number(process.env['PRA_CORRECTIONS'] ?? 80);

describe('Any damage, and any part of it corrected', () => {
  it('leaves the other differences and no more, and is undone to the byte', async () => {
    const workshop = await Workshop.open(await twoDatabases());
    const became = new Map<Became, number>();
    const property = fc.asyncProperty(corrections(workshop.features), async (correction) => {
      const how = await workshop.correct(correction);
      became.set(how, (became.get(how) ?? 0) + 1);
    });
    await fc.assert(property, { seed, numRuns: runs });
    const applied = became.get('applied') ?? 0;
    assert.ok(applied > runs / 2, JSON.stringify([...became]));
  }).timeout(600_000);
});
