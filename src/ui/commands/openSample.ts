import path from 'node:path';
import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import type { beginSample } from '../../engine/sampleServer';
import type { UiServices } from '../services';
import { counted } from '../words';
import { verified } from './verifyDump';
import { inform, inWindow } from '../asking';

type Sample = Awaited<ReturnType<typeof beginSample>>;

const connectionName = 'mairie (sample)';

/** Starts the damaged town hall, and adds its connection and its dumps. */
export async function openSample(services: UiServices): Promise<void> {
  const { beginSample, defaultSampleFolder } = await import('../../engine/sampleServer');
  const dir = defaultSampleFolder();
  const sample = await services.tasks.run('Making the sample incident', (host) =>
    beginSample({ rows: undefined, dir }, host),
  );
  await services.profiles.add({ name: inWindow(connectionName), role: 'production' }, sample.live);
  await services.dumpFolders.add(path.dirname(sample.dumps[0]));
  await vscode.commands.executeCommand('pra.connections.focus');
  services.refresh();
  const label = tableLabel(sample.table);
  const noticed = sample.noticedAt.replace('T', ' ');
  const sentence = `A town hall’s production runs on this machine, and ${label} was damaged after ${noticed}. Verify its dumps, then recover the table.`;
  // The command is done; what is offered may be taken up later.
  void services.tasks.showingFailure(() => offer(sentence, sample, services));
}

async function offer(
  sentence: string,
  { dumps, table }: Sample,
  services: UiServices,
): Promise<void> {
  const answer = await inform(sentence, 'Verify Dumps', 'Recover Table');
  if (answer === 'Recover Table') {
    await vscode.commands.executeCommand('pra.recover');
  }
  if (answer === 'Verify Dumps') {
    let whole = 0;
    for (const dump of dumps) {
      whole += (await verified(dump, services)).error ? 0 : 1;
    }
    const next = `${whole} of ${counted(dumps.length, 'dump')} are whole: ${tableLabel(table)} is recovered from one of them.`;
    if ((await inform(next, 'Recover Table')) !== undefined) {
      await vscode.commands.executeCommand('pra.recover');
    }
  }
}
