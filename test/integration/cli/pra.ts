import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectionUri } from '../../../src/postgres/connection/connectionUri';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { temporaryHome } from '../../support/postgres';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Variables = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Built anew for this process, whatever lies in `dist`. */
const under = path.join('out', `cli-under-test-${process.pid}`);
/** Beside the program's own place, so that it finds what lies around it. */
const program = path.join(root, `${under}.cjs`);
let built: Promise<void> | undefined;

/** The program as a process of its own, in English, without any PG variables of whoever runs the tests. */
export async function startPra(
  words: readonly string[],
  variables: Variables,
): Promise<ChildProcess> {
  built ??= buildProgram();
  await built;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return spawn(process.execPath, [program, ...words], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), LC_ALL: 'C', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function buildProgram(): Promise<void> {
  process.once('exit', () => {
    for (const made of [program, path.join(root, under)]) {
      rmSync(made, { recursive: true, force: true });
    }
  });
  await promisify(execFile)(process.execPath, ['esbuild.mjs', '--cli', under], { cwd: root });
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr] = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const chunk of stream?.setEncoding('utf8') ?? []) {
      text += String(chunk);
    }
    return text;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout: (await stdout) ?? '', stderr: (await stderr) ?? '' };
}

export async function pra(words: readonly string[], variables: Variables = {}): Promise<Ended> {
  return ended(await startPra(words, variables));
}

export interface Document {
  readonly status: number | null;
  readonly stderr: string;
  /** The one document of standard output. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string | null };
}

export async function praJson(
  words: readonly string[],
  variables: Variables = {},
): Promise<Document> {
  const { status, stdout, stderr } = await pra([...words, '--json'], variables);
  const json = parsed(stdout, stderr);
  return { status, stderr, json, error: json['error'] as Document['error'] };
}

export function uri(settings: ConnectionSettings): string {
  return connectionUri(settings);
}

/** A folder that goes when its tests are done; the account of private servers can enter it. */
export function temporaryFolder(): () => string {
  let folder = '';
  before(async () => {
    folder = await temporaryHome('pra-cli-');
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return () => folder;
}

function parsed(stdout: string, stderr: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new Error(`No JSON document: ${stdout}\n${stderr}`, { cause });
  }
}
