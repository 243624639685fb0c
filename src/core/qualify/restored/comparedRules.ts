import { ruleText, type TableRule } from '../../catalog/rules';

export type RuleStanding = 'validated' | 'not validated' | 'absent';

/** A constraint, where it was restored and in production. */
export interface ComparedRule {
  readonly name: string;
  readonly definition: string;
  readonly restored: RuleStanding;
  readonly live: RuleStanding;
}

/** All constraints of both sides, production's first; those are one that refuse the same, whatever they are called. */
export function comparedRules(
  restored: readonly TableRule[],
  live: readonly TableRule[],
): readonly ComparedRule[] {
  const all = new Map([...restored, ...live].map((rule) => [keyOf(rule), rule]));
  const ordered = new Map(
    [...live, ...restored].map((rule) => [keyOf(rule), all.get(keyOf(rule))]),
  );
  return [...ordered].flatMap(([key, rule]) =>
    rule
      ? [
          {
            ...{ name: rule.name, definition: rule.definition },
            ...{ restored: standingIn(restored, key), live: standingIn(live, key) },
          },
        ]
      : [],
  );
}

function keyOf({ definition }: TableRule): string {
  return ruleText(definition);
}

function standingIn(rules: readonly TableRule[], key: string): RuleStanding {
  const found = rules.find((rule) => keyOf(rule) === key);
  if (!found) {
    return 'absent';
  }
  return found.notValid ? 'not validated' : 'validated';
}
