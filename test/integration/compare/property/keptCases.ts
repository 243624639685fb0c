import { readFileSync } from 'node:fs';
import { columnKindNames } from './columnKinds';
import { keyKindNames } from './keyKinds';
import type { Scenario } from './scenario';
import type { ServerFeatures } from './userTypes';

/** A case that the property test once found wrong, as it printed it, with what was special. */
export interface KeptCase {
  readonly was: string;
  readonly scenario: Scenario;
}

/** All of `keptCases.json`. */
export function keptCases(): readonly KeptCase[] {
  const path = new URL('keptCases.json', import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as readonly KeptCase[];
}

/** Whether servers with these features have all types of a case. */
export function canBeMade({ scenario }: KeptCase, features: ServerFeatures): boolean {
  const columns = scenario.columns.flatMap(({ kind, live }) => [kind, live]);
  const keys = scenario.key.flatMap(({ kind, live }) => [kind, live ?? kind]);
  const known = { columns: columnKindNames(features), keys: keyKindNames(features) };
  return (
    features.major >= sinceMajor(scenario) &&
    (scenario.layout.parts.live !== 'foreign' || features.hasLeaves === true) &&
    columns.every((name) => known.columns.includes(name)) &&
    keys.every((name) => known.keys.includes(name))
  );
}

/** Virtual columns and unique indexes that hold NULL once came with these majors. */
function sinceMajor({ layout, proof }: Scenario): number {
  const virtual = layout.virtual && layout.generated !== 'neither' ? 18 : 0;
  return Math.max(virtual, proof === 'nulls not distinct' ? 15 : 0);
}
