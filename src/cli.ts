#!/usr/bin/env node
import { commandsFor } from './cli/commands';
import { speechOf } from './cli/language';
import { runCommandLine } from './cli/main';
import type { Ending } from './cli/output';
import { crashWith, exitWith, tolerateClosedReaders } from './cli/streams';
import { ownProgram } from './cli/version';

const words = process.argv.slice(2);
tolerateClosedReaders();
void run().then(exitWith);

async function run(): Promise<Ending> {
  const { language, say } = await speechOf(words, process.env);
  process.once('uncaughtException', (error) => {
    crashWith(error, { json: words.includes('--json'), say });
  });
  return runCommandLine({ words, language, say }, commandsFor, () => ownProgram(language));
}
