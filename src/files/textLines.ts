import { createReadStream } from 'node:fs';

/** The lines of a UTF-8 file. They end in \n alone: `readline` would also split at U+2028, which JSON leaves as it is. */
export async function* textLines(path: string): AsyncGenerator<string, void> {
  const input = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
  let rest = '';
  try {
    for await (const chunk of input) {
      // With an encoding set, every chunk is a string.
      const lines = (chunk as string).split('\n');
      // Only what is new is searched: a line can be as long as the largest value.
      lines[0] = rest + (lines[0] ?? '');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    input.destroy();
  }
  if (rest !== '') {
    yield rest;
  }
}
