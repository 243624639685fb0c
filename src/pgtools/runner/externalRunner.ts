import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { RecoveryError } from '../../core/errors';
import { abortable } from '../../recovery/abortable';
import type { ExternalRunner, RunnerCall } from '../../recovery/ports/externalRunner';
import { endGroup, ownGroup } from '../programs/processGroup';
import { errorCode } from '../server/fileErrors';
import { OutputLines } from './outputLines';
import { runnerEnvironment } from './runnerEnvironment';

/** No shell, nothing to read, a folder of its own that goes with it. */
export const externalRunner: ExternalRunner = {
  async run(call, signal) {
    const { program, args, environment } = call.command;
    const folder = await mkdtemp(join(tmpdir(), 'pra-runner-'));
    try {
      signal.throwIfAborted();
      const child = spawn(program, args, {
        cwd: folder,
        env: { ...runnerEnvironment(call.target, process.env), ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        ...ownGroup,
      });
      await follow(child, call, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type Script = ChildProcessByStdio<null, Readable, Readable>;

async function follow(child: Script, call: RunnerCall, signal: AbortSignal): Promise<void> {
  const { target, onLine, command } = call;
  const output = [child.stdout, child.stderr].map((stream) => {
    const lines = new OutputLines(onLine, target.password);
    stream.setEncoding('utf8').on('data', (text: string) => {
      lines.add(text);
    });
    return lines;
  });
  try {
    const [status, signalName] = await abortable(endingOf(child), signal);
    output.forEach((lines) => {
      lines.end();
    });
    if (status !== 0) {
      throw failed(status ?? signalName, output);
    }
  } catch (error) {
    throw child.pid === undefined && !signal.aborted ? notStarted(command.program, error) : error;
  } finally {
    await endGroup(child);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

type Ending = readonly [status: number | null, signal: NodeJS.Signals | null];

/** Its output is closed when all that it has started and lets write there has ended too. */
function endingOf(child: Script): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      resolve([status, signal]);
    });
  });
}

function failed(how: number | string | null, output: readonly OutputLines[]): RecoveryError {
  const said = output.map(({ ending }) => ending).findLast((ending) => ending !== '');
  const ended = typeof how === 'number' ? `with status ${how}` : `by ${how ?? 'a signal'}`;
  return new RecoveryError(
    'restore-failed',
    `The script ended ${ended}${said === undefined ? ' and said nothing.' : `: ${said}`}`,
    { hint: 'See in the log what it said before.' },
  );
}

function notStarted(program: string, cause: unknown): RecoveryError {
  return new RecoveryError('runner-refused', `${program} cannot be started: ${errorCode(cause)}.`, {
    hint: 'Name a program by its full path, or an interpreter with the script as its first argument.',
    ways: ['set-runner'],
    cause,
  });
}
