import type { Saying } from '../../report/saying';
import type { Qualification } from '../qualification';

/** Links to queries at the end of the page; of many the first ones. */
export function reference(...queries: readonly number[]): string {
  const shown = [...new Set(queries)].slice(0, 4).map((number) => `[Q${number}](#q${number})`);
  return shown.join(' ');
}

export function queriesSection(
  { queries }: Pick<Qualification, 'queries'>,
  { words }: Saying,
): readonly string[] {
  const say = words.qualify;
  return [
    `## ${say.queries}`,
    '',
    say.queriesNote,
    '',
    ...queries.flatMap(({ number, on, text }) => [
      `### Q${number}`,
      '',
      `${say.on[on]}${say.colon}`,
      '',
      on === 'production' || on === 'scratch' ? '```sql' : '```sh',
      // What a name holds ends no block.
      text.trim().replaceAll('```', "'''"),
      '```',
      '',
    ]),
  ];
}
