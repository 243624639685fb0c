import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Of WCAG 2.2 AA, and of axe's own good practice for applications. */
export async function violations({ page }: { readonly page: Page }): Promise<readonly string[]> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  // Fewer rows, which are all alike to axe: it looks at each.
  await page.setViewportSize({ width, height: Math.min(height, 420) });
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
  await page.evaluate(source);
  const { violations: found } = await page.evaluate(
    (options) =>
      (
        window as unknown as { axe: { run: (at: Document, o: RunOptions) => Promise<AxeResults> } }
      ).axe.run(document, options),
    { resultTypes: ['violations'] } satisfies RunOptions,
  );
  await page.setViewportSize({ width, height });
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
