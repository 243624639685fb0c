import { writeSync } from 'node:fs';
import { type Ending, failed, type Reader } from './output';

/** Time that connections and files get to close by themselves once everything is said. */
const graceMilliseconds = 2000;

/** A reader that went away (`pra … | head`) is no failure; a full disk under the output is one. */
export function tolerateClosedReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        process.exitCode = 1;
      }
    });
  }
}

/** Prints the ending and exits with its status once all of it is written. */
export function exitWith({ stdout, stderr, status }: Ending): void {
  process.exitCode = status;
  process.stderr.write(stderr);
  process.stdout.write(stdout, () => {
    setTimeout(() => process.exit(), graceMilliseconds).unref();
  });
}

/** A bug outside of any command's promise: nothing can be waited for any more. */
export function crashWith(error: unknown, reader: Reader): never {
  const { stdout, stderr, status } = failed(error, new AbortController().signal, reader);
  writeSync(2, stderr);
  writeSync(1, stdout);
  process.exit(status);
}
