#!/usr/bin/env node
import { commandsFor } from './cli/commands';
import { speechOf } from './cli/language';
import { runCommandLine } from './cli/main';
import { crashWith, exitWith, tolerateClosedReaders } from './cli/streams';
import { ownProgram } from './cli/version';

const words = process.argv.slice(2);
const { language, say } = speechOf(words, process.env);
tolerateClosedReaders();
process.once('uncaughtException', (error) => {
  crashWith(error, { json: words.includes('--json'), say });
});
void runCommandLine({ words, language, say }, commandsFor, () => ownProgram(language)).then(
  exitWith,
);
