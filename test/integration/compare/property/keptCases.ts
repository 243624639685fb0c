import type { Scenario } from './scenario';

/**
 * Every case that the property test once found wrong, as it was printed: run first, for ever. Each says
 * what went wrong.
 */
export const keptCases: readonly { readonly was: string; readonly scenario: Scenario }[] = [];
