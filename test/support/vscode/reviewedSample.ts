import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { openIncident } from '../../../src/engine/incidents';
import type { IncidentFolder } from '../../../src/files/incidentFolder';
import { readRecord, recordName, type SampleRecord } from '../../../src/sample/record';
import { HeldServer } from './heldServer';
import { beginRecovery, minutes, openSampleOnce } from './sampleSteps';
import type { PraWindow } from './window';

/** The sample incident in a review of its own, in a window that is as large as a desk's. Whoever opens it closes it. */
export class ReviewedSample {
  private constructor(
    private readonly window: PraWindow,
    readonly production: HeldServer,
    readonly record: SampleRecord,
    /** Incidents that were there before it. */
    private readonly earlier: readonly string[],
  ) {}

  static async open(window: PraWindow): Promise<ReviewedSample> {
    const { workbench } = window;
    await openSampleOnce(workbench);
    await workbench.runCommand('View: Close All Editors');
    const production = await HeldServer.hold(window.home, 'sample');
    const record = await readRecord(path.join(window.home, 'sample', recordName));
    assert.ok(record);
    const sample = new ReviewedSample(window, production, record, await incidentsIn(window));
    await workbench.resize(1600, 1000);
    await beginRecovery(workbench, ['citoyen_id', 'date_demande']);
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(3) });
    await workbench.dismissToasts();
    return sample;
  }

  async incident(): Promise<IncidentFolder> {
    const [name = ''] = await this.later();
    return openIncident(path.join(this.window.workspace, 'pra', name));
  }

  /** With the incidents that were opened since. */
  async close(): Promise<void> {
    const { workbench, workspace } = this.window;
    await workbench.runCommand('View: Close All Editors');
    for (const name of await this.later()) {
      await rm(path.join(workspace, 'pra', name), { recursive: true });
    }
    await workbench.resize(1280, 800);
    await this.production.release();
  }

  private async later(): Promise<readonly string[]> {
    return (await incidentsIn(this.window)).filter((name) => !this.earlier.includes(name));
  }
}

async function incidentsIn({ workspace }: PraWindow): Promise<readonly string[]> {
  return readdir(path.join(workspace, 'pra')).catch(() => []);
}
