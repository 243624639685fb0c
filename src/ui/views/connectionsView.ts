import * as vscode from 'vscode';
import type { ListedSchema } from '../../engine/catalogue';
import type { PrivateServerStatus, ScratchOnServer } from '../../engine/scratch';
import { tableLabel } from '../../core/catalog/table';
import { gapSentence } from '../../core/freeze/freeze';
import { connectionLabel } from '../../recovery/connectionSettings';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import { dropOldScratch } from '../connections/oldScratch';
import { connectionUri, productionColour } from '../connections/productionMark';
import type { ConnectionProfile } from '../connections/profiles';
import { logFailure } from '../errors';
import { frozenSentence } from '../freeze/frozenWords';
import { lookBeside } from '../freeze/lookForFrozen';
import type { UiServices } from '../services';
import { ageText, counted, sizeText } from '../words';
import { itemOf, note } from './node';
import type { ViewNode } from './subject';
import { inWindow } from '../asking';

type Listed = ListedSchema['tables'][number];

/** The connections that were added, and the private server. */
export async function connectionNodes(services: UiServices): Promise<readonly ViewNode[]> {
  const { privateScratchStatus } = await import('../../engine/scratch');
  await sweepLocalScratch(services).catch((error: unknown) => {
    logFailure(error, services.log);
  });
  const status = await privateScratchStatus();
  const profiles = services.profiles.all();
  // Without any connection the welcome text explains the first step, unless something is kept unseen.
  if (profiles.length === 0 && status.state === 'absent') {
    return [];
  }
  return [
    ...profiles.map((profile) => connectionNode(profile, services)),
    localScratch(status, services),
  ];
}

/** What a window that crashed has left running does not stay unseen. Starts no server. */
async function sweepLocalScratch(services: UiServices): Promise<void> {
  const { privateScratchStatus, sweepPrivateScratch } = await import('../../engine/scratch');
  const host = services.tasks.host(AbortSignal.timeout(60_000));
  await sweepPrivateScratch(host);
  if ((await privateScratchStatus()).state === 'running') {
    await dropOldScratch(undefined, services, host);
  }
}

function connectionNode(profile: ConnectionProfile, services: UiServices): ViewNode {
  const { id, name, role, server } = profile;
  const isProduction = role === 'production';
  const address = connectionLabel({ ...server, password: undefined });
  return {
    subject: { kind: 'connection', profile },
    item: itemOf(
      {
        ...{ id, label: name, resource: connectionUri(profile) },
        icon: isProduction
          ? new vscode.ThemeIcon('lock', productionColour)
          : new vscode.ThemeIcon('database'),
        description: isProduction
          ? ['PRODUCTION', ...frozenIn(profile, services), server.database].join(' · ')
          : server.database,
        tooltip: [
          name,
          isProduction ? 'PRODUCTION: only read, but for an apply that you confirm.' : 'Scratch',
          address,
          `TLS: ${server.tls.mode}`,
        ],
        context: `pra.connection.${role}`,
      },
      true,
    ),
    children: () =>
      isProduction ? schemaNodes(profile, services) : scratchNodes(services, profile),
  };
}

async function schemaNodes(
  profile: ConnectionProfile,
  services: UiServices,
): Promise<readonly ViewNode[]> {
  const { schemasOf } = await import('../../engine/catalogue');
  const settings = await services.profiles.settings(profile);
  const [schemas] = await Promise.all([
    schemasOf(settings, AbortSignal.timeout(30_000)),
    lookBeside(profile, services),
  ]);
  return schemas.length === 0
    ? [note('No tables that this role can see.')]
    : schemas.map((schema) => schemaNode(profile, schema, services));
}

function schemaNode(
  profile: ConnectionProfile,
  { name, tables }: ListedSchema,
  services: UiServices,
): ViewNode {
  return {
    item: itemOf(
      {
        id: `${profile.id}/${name}`,
        label: name,
        icon: new vscode.ThemeIcon('symbol-namespace'),
        description: counted(tables.length, 'table'),
      },
      true,
    ),
    children: () => Promise.resolve(tables.map((table) => tableNode(profile, table, services))),
  };
}

function tableNode(
  profile: ConnectionProfile,
  { id, rows, bytes }: Listed,
  { frozen }: UiServices,
): ViewNode {
  const estimate = rows === undefined ? 'never analysed' : `≈ ${counted(rows, 'row')}`;
  const freeze = frozen.on(profile, id);
  return {
    subject: { kind: 'liveTable', profile, table: id },
    item: itemOf(
      {
        id: `${profile.id}/${id.schema}/${id.name}`,
        label: id.name,
        icon: freeze ? frozenIcon : new vscode.ThemeIcon('table'),
        description: `${freeze ? 'FROZEN · ' : ''}${estimate} · ${sizeText(bytes)}`,
        tooltip: [
          tableLabel(id),
          ...(freeze ? [frozenSentence(freeze), ...freeze.gaps.map(gapSentence)] : []),
          `${estimate} (the planner’s estimate), ${sizeText(bytes)} with its indexes`,
          `${profile.name}${profile.role === 'production' ? ', PRODUCTION' : ''}`,
        ],
        context: `pra.liveTable.${profile.role}${freeze ? '.frozen' : ''}`,
      },
      false,
    ),
  };
}

const frozenIcon = new vscode.ThemeIcon('lock', new vscode.ThemeColor('charts.blue'));

function frozenIn(profile: ConnectionProfile, { frozen }: UiServices): readonly string[] {
  const count = frozen.of(profile).length;
  return count === 0 ? [] : [`${count} FROZEN`];
}

function localScratch(status: PrivateServerStatus, services: UiServices): ViewNode {
  const how =
    status.state === 'running'
      ? `running on port ${status.port}, PostgreSQL ${status.major}`
      : status.state;
  return {
    subject: { kind: 'localScratch' },
    item: itemOf(
      {
        id: 'local',
        label: inWindow('Local scratch server'),
        icon: new vscode.ThemeIcon('server-environment'),
        description: status.state === 'running' ? 'running' : '',
        tooltip: [
          'A private PostgreSQL on this machine, started when it is needed.',
          `Now: ${how === 'absent' ? 'not needed yet' : how}`,
        ],
        context: 'pra.localScratch',
      },
      true,
    ),
    children: () => scratchNodes(services, undefined),
  };
}

async function scratchNodes(
  services: UiServices,
  profile: ConnectionProfile | undefined,
): Promise<readonly ViewNode[]> {
  const { listScratch } = await import('../../engine/scratch');
  const host = services.tasks.host(AbortSignal.timeout(60_000));
  const place = profile && (await services.profiles.settings(profile));
  await dropOldScratch(place, services, host);
  const databases = await listScratch(place, host);
  return databases.length === 0
    ? [note('No scratch databases.')]
    : databases.map((database) => scratchNode(database, profile));
}

function scratchNode(
  { name, origin, createdAt, state, bytes }: ScratchOnServer,
  profile: ConnectionProfile | undefined,
): ViewNode {
  const { dump, owner } = origin;
  const age = ageText(createdAt, new Date());
  const made = `${createdAt.slice(0, 16).replace('T', ' ')} UTC`;
  const isComplete = state === 'complete';
  return {
    subject: { kind: 'scratchDatabase', name, profile },
    item: itemOf(
      {
        id: `${profile?.id ?? 'local'}/${name}`,
        label: inWindow(restoredLabel(origin)),
        icon: new vscode.ThemeIcon(isComplete ? 'beaker' : 'sync~spin'),
        description: isComplete ? `${age} · ${sizeText(bytes)}` : 'in use',
        tooltip: [
          name,
          owner === ''
            ? `From ${dump}, restored ${made}`
            : `From ${dump}, restored ${made} by ${owner}`,
          sizeText(bytes),
        ],
        context: 'pra.scratchDatabase',
      },
      false,
    ),
  };
}
