import assert from 'node:assert/strict';
import { matchedColumns, rematched } from '../../../../src/core/diff/matchedColumns';
import { column, table } from './tables';

/** `backup=live`, after columns of production were said to be others of the backup, one after another. */
function pairs(
  names: { readonly live: readonly string[]; readonly backup: readonly string[] },
  ...said: readonly (readonly [live: string, backup: string | undefined])[]
): readonly string[] {
  return said
    .reduce<ReturnType<typeof rematched>>(
      (before, [live, backup]) => rematched(names, before, { live, backup }),
      [],
    )
    .map(({ backup, live }) => `${backup}=${live}`);
}

describe('Columns that are matched otherwise than by name', () => {
  const both = { live: ['id', 'a', 'b'], backup: ['id', 'a', 'b'] };

  it('have swapped their names once one of them is said to be the other', () => {
    assert.deepEqual(pairs(both, ['a', 'b']), ['b=a', 'a=b']);
    const [backup, live] = [both.backup, both.live].map((names) =>
      table(
        names.map((name) => column(name)),
        [['id']],
      ),
    );
    assert.ok(backup && live);
    const { backupNames } = matchedColumns(backup, live, [
      { backup: 'b', live: 'a' },
      { backup: 'a', live: 'b' },
    ]);
    assert.deepEqual(backupNames, ['id', 'b', 'a']);
  });

  it('are matched by name again once that is taken back', () => {
    assert.deepEqual(pairs(both, ['a', 'b'], ['a', 'a']), []);
  });

  it('may go round among three', () => {
    const three = { live: ['a', 'b', 'c'], backup: ['a', 'b', 'c'] };
    assert.deepEqual(pairs(three, ['a', 'b'], ['b', 'c']), ['b=a', 'c=b', 'a=c']);
  });

  it('leave a new column alone that has taken the name of another', () => {
    const taken = { live: ['id', 'a', 'c'], backup: ['id', 'a'] };
    assert.deepEqual(pairs(taken, ['c', 'a']), ['a=c']);
    assert.deepEqual(pairs(taken, ['c', 'a'], ['c', undefined]), []);
  });
});
