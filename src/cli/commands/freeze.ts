import { parseTableName, typedName } from '../../core/catalog/tableName';
import { BlockedError } from '../../core/freeze/blocker';
import { type Freeze, freezeLabel, type FrozenTable, gapSentence } from '../../core/freeze/freeze';
import { FrozenError } from '../../core/freeze/frozenError';
import { withConnections } from '../../engine/connections';
import { freeze, frozenIn, tokenStores, unfreeze } from '../../engine/freezing';
import { incidentToFreeze, openIncident } from '../../engine/incidents';
import { command } from '../command';
import type { Answer, Command, CommandSpec } from '../commandSpec';
import { freezeFields } from '../freezeFields';
import { newIncidentOptions, rowsReach } from '../newIncident';
import { paragraphs, printable } from '../text';

const targetOptions = {
  live: { type: 'text', value: 'CONN', help: 'Production', required: true },
  table: { type: 'text', value: 'TABLE', help: 'The table, with its schema', required: true },
  dir: { type: 'text', value: 'DIR', help: 'The incident’s folder, where the token is kept' },
} as const satisfies CommandSpec['options'];

const freezeSpec = {
  name: 'freeze',
  summary: 'Has production refuse every write to a table but those of its recovery.',
  options: {
    ...targetOptions,
    ...newIncidentOptions,
    reason: { type: 'text', value: 'TEXT', help: 'Why, for whoever meets it', required: true },
    owner: { type: 'text', value: 'NAME', help: 'Whom to ask; the user by default' },
  },
} as const satisfies CommandSpec;

const unfreezeSpec = {
  name: 'unfreeze',
  summary: 'Ends the freeze of a table, and says whose it was.',
  options: targetOptions,
} as const satisfies CommandSpec;

const frozenSpec = {
  name: 'frozen',
  summary: 'Lists the frozen tables of a database, by whichever installation.',
  options: { live: targetOptions.live, dir: targetOptions.dir },
} as const satisfies CommandSpec;

export const freezeCommand: Command = command(freezeSpec, (call) =>
  withConnections(call, async (connections) => {
    const { dir, table, reason, owner } = call.options;
    const live = await connections.connection(call.options.live);
    const incident =
      dir === undefined
        ? undefined
        : await incidentToFreeze({ dir, rows: rowsReach(call.options) });
    return namingOthers(async () => {
      const request = { live, incident, table: parseTableName(table), reason, owner };
      const { outcome, frozen, notices } = await freeze(request, call.work);
      const token = tokenStores({ incident })
        .keepIn.map(({ label }) => label)
        .join(', ');
      const verb = outcome === 'frozen' ? 'is frozen' : 'is frozen whole again';
      return {
        fields: { outcome, ...fieldsOf(frozen), token, notices },
        text: paragraphs(
          `${typedName(frozen.table)} ${verb} ${freezeLabel(frozen.freeze)}.`,
          `Its token is kept in ${token}.`,
          ...notes([...notices, ...frozen.gaps.map(gapSentence)]),
        ),
      };
    });
  }),
);

export const unfreezeCommand: Command = command(unfreezeSpec, (call) =>
  withConnections(call, async (connections) => {
    const { dir, table } = call.options;
    const live = await connections.connection(call.options.live);
    const incident = dir === undefined ? undefined : await openIncident(dir);
    return namingOthers(async () => {
      const target = { live, incident, table: parseTableName(table) };
      const { frozen, tokenHeld, notices } = await unfreeze(target, call.work);
      return {
        fields: { ...fieldsOf(frozen), tokenHeld, notices },
        text: paragraphs(
          `${typedName(frozen.table)} takes writes again. It was frozen ${freezeLabel(frozen.freeze)}.`,
          !tokenHeld && 'Its token is not here: if it was not yours, tell its owner.',
          ...notes(notices),
        ),
      };
    });
  }),
);

export const frozenCommand: Command = command(frozenSpec, (call) =>
  withConnections(call, async (connections) => {
    const { dir } = call.options;
    const live = await connections.connection(call.options.live);
    const incident = dir === undefined ? undefined : await openIncident(dir);
    const found = await frozenIn({ live, incident }, call.work);
    return {
      fields: {
        frozen: found.map(({ tokenHeld, ...frozen }) => ({ ...fieldsOf(frozen), tokenHeld })),
      },
      text: paragraphs(
        found.length === 0 && 'No table is frozen.',
        ...found.flatMap(({ table, freeze: how, gaps }) => [
          printable(`${typedName(table)} is frozen ${freezeLabel(how)}.`),
          ...notes(gaps.map(gapSentence)),
        ]),
      ),
    };
  }),
);

/** Whose freeze it is, and who is in the way, stands in the JSON document, too. */
async function namingOthers(step: () => Promise<Answer>): Promise<Answer> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof FrozenError) {
      return { fields: fieldsOf(error.frozen), text: '', failure: error };
    }
    if (error instanceof BlockedError) {
      return { fields: { blockers: error.blockers }, text: '', failure: error };
    }
    throw error;
  }
}

function fieldsOf({ table, freeze: how, relations, gaps }: FrozenTable): {
  readonly table: string;
  readonly freeze: Omit<Freeze, 'tokenHash'>;
  readonly tables: readonly string[];
  readonly gaps: readonly { readonly table: string; readonly why: string }[];
} {
  return {
    table: typedName(table),
    freeze: freezeFields(how),
    tables: relations.map(typedName),
    gaps: gaps.map((gap) => ({ table: typedName(gap.table), why: gap.why })),
  };
}

function notes(sentences: readonly string[]): readonly string[] {
  return sentences.map((sentence) => `Note: ${printable(sentence)}`);
}
