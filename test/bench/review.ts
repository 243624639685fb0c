import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { temporaryHome } from '../support/postgres';
import { intervalAt } from '../support/webview/frames';
import { Browsing, type ReviewPage } from '../support/webview/reviewPage';
import { median } from './interleaved';
import { reached } from './programs';
import { choosing } from './review/choosing';
import { damagedIncident } from './review/incident';
import { hostMemory, openedReview } from './review/opening';
import { jumps, scrolledFrames } from './review/scrolling';

const rounds = 3;
const jumpCount = 20;
const most = { firstRows: 1, jump: 200, frame: 50, choosing: 200, webview: 150, host: 150 };

/**
 * How the review feels: the page as built in a real browser, the host's own handlers and session behind
 * it, and an incident that the engine's writer wrote.
 */
export async function benchReview(differences = 1_000_000): Promise<boolean> {
  const home = await temporaryHome('pra-bench-review-');
  const browsing = await Browsing.start();
  try {
    const begun = performance.now();
    const incident = await damagedIncident(home, differences);
    const seconds = (performance.now() - begun) / 1000;
    const size = await megabytesOf(incident);
    console.log(
      `\nreview: ${differences} differences of 10 columns, ${size}, written in ${seconds.toFixed(1)} s`,
    );
    const held = await hostMemory(incident);
    const all = [
      await benchOpening(browsing, incident),
      await benchPage(browsing, incident),
      reached(`${held.toFixed(0)} MB in the host`, held <= most.host, `${most.host} MB`),
    ];
    return all.every(Boolean);
  } finally {
    await browsing.close();
    await rm(home, { recursive: true });
  }
}

async function benchOpening(browsing: Browsing, incident: string): Promise<boolean> {
  const times: { readonly host: number; readonly page: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const { review, ...time } = await openedReview(browsing, incident);
    times.push(time);
    await review.close();
  }
  const host = median(times.map((time) => time.host));
  const page = median(times.map((time) => time.page));
  const what = `first rows after ${seconds(host + page)}: ${seconds(host)} host, ${seconds(page)} page`;
  return reached(what, host + page <= most.firstRows, `${most.firstRows} s`);
}

async function benchPage(browsing: Browsing, incident: string): Promise<boolean> {
  const { review } = await openedReview(browsing, incident);
  try {
    const jumped = await benchJumps(review);
    const scrolled = await benchScrolling(review);
    const held = await heapOf(review);
    return [
      ...[jumped, scrolled],
      reached(`${held.toFixed(0)} MB in the webview`, held <= most.webview, `${most.webview} MB`),
      await benchChoosing(review),
    ].every(Boolean);
  } finally {
    await review.close();
  }
}

async function benchJumps(review: ReviewPage): Promise<boolean> {
  // Scattered, and the same in each run.
  const places = Array.from({ length: jumpCount }, (_, at) => ((at + 1) * 0.618_034) % 1);
  const taken = await jumps(review, places);
  const slowest = Math.max(...taken);
  const what = `${jumpCount} jumps: median ${ms(median(taken))}, slowest ${ms(slowest)}`;
  return reached(what, slowest <= most.jump, ms(most.jump));
}

/** Every frame of every round counts. */
async function benchScrolling(review: ReviewPage): Promise<boolean> {
  const all = [...(await scrolledFrames(review, rounds))].map(([how, frames]) => {
    const rows = Math.max(...frames.map(({ mostRows }) => mostRows));
    const [usual, late] = [0.5, 0.99].map((share) =>
      median(frames.map((round) => intervalAt(share, round))),
    );
    const longest = frames.map(({ intervals }) => ms(Math.max(...intervals))).join(', ');
    const slow = frames.map(
      ({ intervals }) => intervals.filter((interval) => interval > most.frame).length,
    );
    const what =
      `${how}: frames of ${ms(usual)} in the middle, 99 % within ${ms(late)}, the longest of each round ` +
      `${longest}, above ${ms(most.frame)} ${slow.join(', ')}; at most ${rows} rows in the page`;
    return reached(
      what,
      slow.every((count) => count === 0),
      `none above ${ms(most.frame)}`,
    );
  });
  return all.every(Boolean);
}

async function benchChoosing(review: ReviewPage): Promise<boolean> {
  const all = [...(await choosing(review.session))].map(([name, taken]) =>
    reached(`${name}: ${ms(taken)}`, taken <= most.choosing, ms(most.choosing)),
  );
  return all.every(Boolean);
}

/** As it stands after all that, uncollected: scripts, page and buffers, in megabytes. */
async function heapOf({ page }: ReviewPage): Promise<number> {
  const tools = await page.context().newCDPSession(page);
  const usage: HeapUsage = await tools.send('Runtime.getHeapUsage');
  await tools.detach();
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6;
}

/** Bytes; not all are in every Chromium. */
interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize?: number;
  readonly backingStorageSize?: number;
}

async function megabytesOf(incident: string): Promise<string> {
  const sizes = ['changes.jsonl', 'changes.index'].map(async (name) => {
    const { size } = await stat(path.join(incident, 'rows', name));
    return `${(size / 1e6).toFixed(0)} MB`;
  });
  const [rows = '', index = ''] = await Promise.all(sizes);
  return `${rows} and an index of ${index}`;
}

function ms(milliseconds = Infinity): string {
  return `${milliseconds.toFixed(0)} ms`;
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
