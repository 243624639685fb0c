import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zoneNamed } from '../../../src/core/dumpTime/incidentTime';
import { incidentReport } from '../../../src/core/report/report';
import type { ReportFacts } from '../../../src/core/report/reportFacts';
import type { ReportLanguage } from '../../../src/core/report/words/languages';

const examples = fileURLToPath(new URL('../../fixtures/report/', import.meta.url));
/** Set, it writes the examples anew instead of comparing with them: they are to be read before they are kept. */
const writes = process.env['PRA_WRITE_EXAMPLES'] !== undefined;

/** The report of facts that are the same in each run, with its charts, against the one in `test/fixtures/report`. */
export async function assertKeptExample(
  folder: string,
  facts: ReportFacts,
  language: ReportLanguage,
): Promise<void> {
  const manner = { language, clock: zoneNamed('Europe/Paris') };
  const { text, charts } = incidentReport(facts, manner);
  for (const [name, content] of Object.entries({ 'report.md': text, ...charts })) {
    const file = path.join(examples, folder, name);
    if (writes) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    assert.equal(await readFile(file, 'utf8'), content, file);
  }
}
