#!/usr/bin/env node
import { commandsFor } from './cli/commands';
import { runCommandLine } from './cli/main';
import { crashWith, exitWith, tolerateClosedReaders } from './cli/streams';
import { ownProgram } from './cli/version';

const words = process.argv.slice(2);
tolerateClosedReaders();
process.once('uncaughtException', (error) => {
  crashWith(error, words.includes('--json'));
});
void runCommandLine(words, commandsFor, ownProgram).then(exitWith);
