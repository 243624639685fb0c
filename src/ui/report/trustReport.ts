import path from 'node:path';
import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import type { ListedDump } from '../../engine/dumpListing';
import type { TrustReport } from '../../protocol/report';
import type { Trust } from '../../recovery/dumps/trust';
import { reportTextsOf as textsOf } from '../../protocol/french/report';
import { inWindow } from '../asking';
import { failureText } from '../errors';
import type { UiServices } from '../services';
import { shownName } from '../words';
import type { ReportSubject } from './reports';

/** The trust card of a dump. */
export function trustSubject(file: string, services: UiServices): ReportSubject {
  return {
    key: `trust:${file}`,
    title: `Trust: ${shownName(path.basename(file))}`,
    make: () => trustReport(file, services),
    act: async ({ kind }) => {
      if (kind === 'verifyDump') {
        const subject = { kind: 'dump', path: file };
        await vscode.commands.executeCommand('pra.verifyDump', { subject });
      }
    },
  };
}

async function trustReport(file: string, services: UiServices): Promise<TrustReport> {
  const { listed } = await import('../../engine/dumpListing');
  const dump = await listed(file);
  if (!dump) {
    throw new RecoveryError('dump-unreadable', `${file} is no dump, or is no longer there.`, {
      hint: 'Refresh the view of the dumps.',
    });
  }
  const trust = await trustIn(dump, services);
  const name = shownName(path.basename(file));
  return {
    ...{ kind: 'trust', locale: vscode.env.language, texts: textsOf(vscode.env.language) },
    ...{ name, path: shownName(file), ...inWords(trust) },
    isVerified: services.verifications.of(dump) !== undefined,
  };
}

async function trustIn(dump: ListedDump, services: UiServices): Promise<Trust> {
  if (dump.contents instanceof RecoveryError) {
    return unreadable(dump.contents);
  }
  const { trustOfDump } = await import('../../engine/trust');
  const name = shownName(path.basename(dump.path));
  const known = await services.dumpContents.ifKnown(dump);
  const contents =
    known ??
    (await services.tasks.run(`Reading ${name}`, ({ work }) =>
      services.dumpContents.whole(dump, work),
    ));
  return trustOfDump(contents, services.verifications.of(dump));
}

/** The facts in the window's language. */
function inWords({ verdict, facts }: Trust): Trust {
  return {
    verdict: { ...verdict, text: inWindow(verdict.text) },
    facts: facts.map((fact) => ({
      ...fact,
      name: inWindow(fact.name),
      value: inWindow(fact.value),
    })),
  };
}

function unreadable(error: RecoveryError): Trust {
  return {
    verdict: { text: `Not to be relied on: ${error.message}`, kind: 'bad' },
    facts: [{ name: 'Contents', value: failureText(error), kind: 'bad' }],
  };
}
