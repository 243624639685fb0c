import fc from 'fast-check';
import { scenarios } from '../../compare/property/scenarios';
import type { Change, Scenario } from '../../compare/property/scenario';
import type { ServerFeatures } from '../../compare/property/userTypes';

/** A damaged table, and what of its differences is corrected: plain data, so that a case can be repeated. */
export interface Correction {
  readonly scenario: Scenario;
  /** Of each difference in turn, over and over. */
  readonly picks: readonly Pick[];
  /** Where a sequence stands that gives the first column of the key its values. */
  readonly sequenceAt: number;
}

/** `part`: of a changed row every second column that differs. */
export type Pick = 'none' | 'row' | 'part';

/** Of tables whose rows have a key that production itself holds unique. */
export function corrections(features: ServerFeatures): fc.Arbitrary<Correction> {
  return fc.record({
    scenario: scenarios({ ...features, hasLeaves: false }).map(correctable),
    picks: fc.array(fc.constantFrom<Pick>('none', 'row', 'row', 'part'), {
      minLength: 1,
      maxLength: 7,
    }),
    sequenceAt: fc.constantFrom(1, 5, 500, 9000),
  });
}

const wrongUpdate: Change = {
  ...({ side: 'live', kind: 'update', column: 0, shift: 1 } as const),
  ...{ every: 3, phase: 1, from: 1, to: 9999 },
};

function correctable(scenario: Scenario): Scenario {
  const { layout, rows, changes } = scenario;
  const isComputedOnOne = layout.generated === 'live' || layout.generated === 'backup';
  return {
    ...scenario,
    rows: Math.min(rows, 300),
    // Else a third of the cases had nothing to correct.
    changes: [...changes, wrongUpdate],
    proof: scenario.proof === 'unique index' ? 'unique index' : 'primary key',
    scope: undefined,
    manner: undefined,
    byProcess: undefined,
    layout: { ...layout, generated: isComputedOnOne ? 'both' : layout.generated },
  };
}
