import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { connectionLabel } from '../../recovery/connectionSettings';
import type { ConnectionRole } from '../connections/profiles';
import { failureText } from '../errors';
import type { UiServices } from '../services';
import { askText, inform, pickOne, warn } from '../asking';
import type { PickItem } from '../shownTexts';

const titles = {
  server: 'Add Connection (1/4)',
  role: 'Add Connection (2/4)',
  password: 'Add Connection (3/4)',
  name: 'Add Connection (4/4)',
};

/** Asks for a database, its role and its password, tries it, and keeps it. */
export async function addConnection(services: UiServices): Promise<void> {
  const named = await askServer();
  const role = named && (await askRole());
  if (!named || !role) {
    return;
  }
  const settings = await withPassword(named);
  const name = settings && (await askName(settings, services));
  if (!settings || name === undefined || !(await isTried(settings, role, services))) {
    return;
  }
  await services.profiles.add({ name, role }, settings);
  services.log.info(`Connection added: ${name} (${role}), ${connectionLabel(settings)}`);
}

async function askServer(): Promise<ConnectionSettings | undefined> {
  const { connectionFrom } = await import('../../engine/catalogue');
  const way = await pickOne(
    [
      {
        label: 'URI or connection string',
        detail: 'postgresql://user@host:5432/database',
        parts: false,
      },
      { label: 'Host, port, database, user', detail: 'One after the other', parts: true },
    ],
    { title: titles.server, placeHolder: 'How is the database named?' },
  );
  if (!way) {
    return undefined;
  }
  const text = way.parts ? await askParts() : await askAddress(connectionFrom);
  return text === undefined ? undefined : connectionFrom(text);
}

function askAddress(read: (text: string) => unknown): Promise<string | undefined> {
  return askText({
    title: titles.server,
    prompt:
      'A libpq URI or keyword string, as for psql. A password in it goes to the secret storage.',
    placeHolder: 'postgresql://user@host:5432/database',
    // It may hold a password.
    validateInput: (text) => (text.trim() === '' ? undefined : problemOf(() => read(text))),
  });
}

const parts = [
  { name: 'host', prompt: 'Host name, address, or folder of a Unix socket', value: 'localhost' },
  { name: 'port', prompt: 'Port', value: '5432' },
  { name: 'dbname', prompt: 'Database', value: '' },
  { name: 'user', prompt: 'User', value: '' },
  { name: 'sslmode', prompt: 'TLS: prefer, require, verify-full, …', value: 'prefer' },
] as const;

/** As a libpq keyword string, so that both ways are read alike. */
async function askParts(): Promise<string | undefined> {
  const given: string[] = [];
  for (const { name, prompt, value } of parts) {
    const text = await askText({
      title: titles.server,
      ...{ prompt, value },
      validateInput: (input) => (input.trim() === '' ? 'A value is missing.' : undefined),
    });
    if (text === undefined) {
      return undefined;
    }
    given.push(`${name}='${text.trim().replaceAll(/['\\]/g, '\\$&')}'`);
  }
  return given.join(' ');
}

async function askRole(): Promise<ConnectionRole | undefined> {
  const roles: readonly (PickItem & { readonly role: ConnectionRole })[] = [
    {
      label: '$(lock) Production',
      detail: 'Only read, but for an apply or undo that you confirm. Never restored into.',
      role: 'production',
    },
    {
      label: '$(beaker) Scratch',
      detail: 'Another server where tables of dumps may be restored into scratch databases.',
      role: 'scratch',
    },
  ];
  const options = { title: titles.role, placeHolder: 'What is this database?' };
  return (await pickOne(roles, options))?.role;
}

/** Empty: PGPASSWORD, the password file, or none. */
async function withPassword(settings: ConnectionSettings): Promise<ConnectionSettings | undefined> {
  if (settings.password !== undefined) {
    return settings;
  }
  const password = await askText({
    title: titles.password,
    prompt: `Password of ${settings.user}, kept in the secret storage; empty if none is needed`,
    ...{ password: true },
  });
  return password === undefined
    ? undefined
    : { ...settings, password: password === '' ? undefined : password };
}

function askName(
  { database, host }: ConnectionSettings,
  { profiles }: UiServices,
): Promise<string | undefined> {
  const taken = new Set(profiles.all().map(({ name }) => name));
  return askText({
    title: titles.name,
    prompt: 'What it is called in the views and in every confirmation',
    value: `${database} on ${host}`,
    validateInput: (name) =>
      name.trim() === ''
        ? 'A name is needed.'
        : taken.has(name)
          ? 'Another connection is called so.'
          : undefined,
  });
}

/** Whether it answers; where it does not, the operator may keep it all the same. */
async function isTried(
  settings: ConnectionSettings,
  role: ConnectionRole,
  services: UiServices,
): Promise<boolean> {
  const { tryConnection } = await import('../../engine/catalogue');
  try {
    const { version, isStandby, isSuperuser } = await services.tasks.run(
      `Connecting to ${connectionLabel(settings)}`,
      ({ work }) => tryConnection(settings, work.signal),
    );
    const remarks = [
      isStandby && role === 'production' && 'It is a standby: it can be compared, not corrected.',
      isSuperuser && role === 'scratch' && 'Its role is a superuser, which restores refuse.',
    ].filter((remark) => remark !== false);
    void inform([`Connected: PostgreSQL ${version}.`, ...remarks]);
    return true;
  } catch (error) {
    const answer = await warn(failureText(error), 'Add Anyway');
    return answer !== undefined;
  }
}

function problemOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return failureText(error);
  }
}
