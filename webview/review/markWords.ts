import type { ChildRows, LaterTime, MissingParent } from '../../src/protocol/marks';
import type { Texts } from './texts';

/** Why production would refuse the row. */
export function blockedWords({ table, columns, key }: MissingParent, texts: Texts): string {
  const value = columns.map((column, at) => `${column} ${key[at] ?? ''}`).join(', ');
  return texts.say('Production has no {table} with {key}: bring it first', { table, key: value });
}

/** What a delete of the row, or of several, would do to others. */
export function childrenWords({ table, rows: n, onDelete }: ChildRows, texts: Texts): string {
  switch (onDelete) {
    case 'refused':
      return texts.say(
        'A delete is refused while {n} {n:row|rows} of {table} {n:refers|refer} to it',
        { n, table },
      );
    case 'deleted':
      return texts.say('A delete would take {n} {n:row|rows} of {table} with it', { n, table });
    case 'set to null':
    case 'set to their default':
      return texts.say(
        'A delete would change {n} {n:row|rows} of {table} that {n:refers|refer} to it',
        { n, table },
      );
  }
}

/** By what time the row was written after the dump. */
export function laterWords({ column, table, at, inDoubt, zone }: LaterTime, texts: Texts): string {
  if (inDoubt) {
    return texts.say('{column} is the day of the dump: perhaps written after it', { column });
  }
  const words =
    table === undefined
      ? texts.say('{column} is later than the dump, by the clocks of {zone}', { column, zone })
      : texts.say('{table} has {time} in {column}, later than the dump by the clocks of {zone}', {
          ...{ table, column, zone },
          time: at ?? '',
        });
  return `${words}. ${texts.say('That alone does not make the row right.')}`;
}
