import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Browsing, ReviewPage } from '../../support/webview/reviewPage';
import { openSession } from '../../support/webview/incidents';

export interface Opened {
  readonly review: ReviewPage;
  /** Seconds until the host knows the incident, and from then on until rows are drawn. */
  readonly host: number;
  readonly page: number;
}

/** Opens the review as VS Code does: the incident first, then its page. Whoever opens it closes it. */
export async function openedReview(browsing: Browsing, incident: string): Promise<Opened> {
  const begun = performance.now();
  const session = await openSession(incident);
  const host = (performance.now() - begun) / 1000;
  await session.close();
  const review = await browsing.open(incident);
  await review.row(0).waitFor();
  await review.page.evaluate(() => {
    sessionStorage.clear();
  });
  await review.page.addInitScript(noteFirstRows);
  await review.load();
  await review.row(0).waitFor();
  const page = (await review.page.evaluate(() => window.firstRows ?? Infinity)) / 1000;
  return { review, host, page };
}

/** What the host holds of an incident that is open: megabytes, by how much less there is without it. */
export async function hostMemory(incident: string): Promise<number> {
  const before = held();
  const session = await openSession(incident);
  await session.checked;
  const mebibytes = (held() - before) / 1e6;
  await session.close();
  return mebibytes;
}

declare global {
  interface Window {
    /** Milliseconds from the page's beginning until rows were drawn. */
    firstRows?: number;
  }
}

function noteFirstRows(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('.row:not(.loading)')) {
      observer.disconnect();
      // Drawn with the next frame.
      requestAnimationFrame(() => {
        setTimeout(() => {
          window.firstRows = performance.now();
        });
      });
    }
  });
  observer.observe(document, { childList: true, subtree: true });
}

function held(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void; // there since the flag is set
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
