import { RecoveryError } from '../../core/errors';
import { freezeArguments, type FrozenTable } from '../../core/freeze/freeze';
import { FrozenError } from '../../core/freeze/frozenError';
import { frozenTables, rootsOf } from '../../core/freeze/frozenTables';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { Freezer, FreezeRequest, NewFreeze, Unfrozen } from '../../recovery/ports/freezer';
import type { Work } from '../../recovery/work';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';
import { inTurn, type TurnPatience, usualTurnPatience } from '../toolSchema/inTurn';
import { supportedMajor } from '../versions';
import { dropFunction, functionOf, makeFunction } from './functionPlace';
import { lockToFreeze, whileBlocked } from './locking';
import { freezeNotices } from './notices';
import { type Change, descendantsOf, freezeTriggersIn } from './reading';
import { addTriggers } from './triggers';

/** A production database whose tables can be frozen. */
export class PostgresFreezer implements Freezer {
  constructor(
    private readonly settings: ConnectionSettings,
    private readonly patience: TurnPatience = usualTurnPatience,
  ) {}

  async freeze(request: FreezeRequest, work: Work): Promise<NewFreeze> {
    return this.changing(work, async (change) => {
      const { session } = change;
      const hierarchy = await lockToFreeze(session, request.table);
      const all = await readFrozen(change);
      const members = new Set(hierarchy.members.map(({ table }) => quoteTable(table)));
      for (const frozen of all) {
        if (frozen.relations.some((table) => members.has(quoteTable(table)))) {
          throw alreadyFrozen(frozen);
        }
      }
      const oid = hierarchy.members[0]?.oid ?? '';
      const freeze = { ...request, ...(await whoAndWhen(session)) };
      const run = await makeFunction(session, request.table, request.tokenHash);
      const args = freezeArguments(freeze, oid);
      await addTriggers(change, hierarchy, { run, args });
      const notices = await freezeNotices(session, hierarchy);
      return { frozen: await frozenBy(change, request.tokenHash), notices };
    });
  }

  async complete(frozen: FrozenTable, work: Work): Promise<NewFreeze> {
    return this.changing(work, async (change) => {
      const { session } = change;
      const hierarchy = await lockToFreeze(session, frozen.table);
      const { tokenHash } = frozen.freeze;
      const triggers = (await freezeTriggersIn(session)).filter(
        ({ args: [hash] }) => hash === tokenHash,
      );
      const [known] = triggers;
      const run = known && (await functionOf(session, known.table, known.name));
      if (!run) {
        throw noLongerFrozen(frozen);
      }
      await addTriggers(change, hierarchy, { run, args: known.args, present: triggers });
      const notices = await freezeNotices(session, hierarchy);
      return { frozen: await frozenBy(change, tokenHash), notices };
    });
  }

  async unfreeze({ table, freeze }: FrozenTable, work: Work): Promise<Unfrozen> {
    return this.changing(work, async ({ session }) => {
      const triggers = (await freezeTriggersIn(session)).filter(
        ({ args: [hash] }) => hash === freeze.tokenHash,
      );
      const [known] = triggers;
      const run = known && (await functionOf(session, known.table, known.name));
      const drops = triggers.map(
        (trigger) =>
          `drop trigger ${quoteIdentifier(trigger.name)} on ${quoteTable(trigger.table)}`,
      );
      await whileBlocked(
        { session, table, oids: triggers.map(({ on }) => on), wanted: 'to unfreeze' },
        () => session.script(drops.join(';\n')),
      );
      return { notices: run ? await dropFunction(session, run) : [] };
    });
  }

  async frozen({ signal }: Work): Promise<readonly FrozenTable[]> {
    return withSession(
      this.settings,
      (session) =>
        cancellable(session, signal, async () =>
          readFrozen({ session, major: await supportedMajor(session, this.settings) }),
        ),
      signal,
    );
  }

  private async changing<T>(work: Work, use: (change: Change) => Promise<T>): Promise<T> {
    return inTurn(this.settings, this.patience, (session, major) => use({ session, major }), work);
  }
}

/** What is frozen in the database. */
export async function readFrozen({ session, major }: Change): Promise<readonly FrozenTable[]> {
  const triggers = await freezeTriggersIn(session);
  return frozenTables(triggers, await descendantsOf(session, rootsOf(triggers), major));
}

async function frozenBy(change: Change, tokenHash: string): Promise<FrozenTable> {
  const frozen = (await readFrozen(change)).find(({ freeze }) => freeze.tokenHash === tokenHash);
  if (!frozen) {
    throw new Error('The triggers are there, and cannot be read.');
  }
  return frozen;
}

async function whoAndWhen(
  session: Session,
): Promise<{ readonly at: string; readonly role: string }> {
  const [at, role] = await session.row(`
    select pg_catalog.to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), current_user`);
  return { at: at ?? '', role: role ?? '' };
}

export function alreadyFrozen(frozen: FrozenTable): FrozenError {
  return new FrozenError(frozen, {
    hint: 'Nothing was changed. Ask its owner, or end that freeze first.',
    ways: ['unfreeze'],
  });
}

function noLongerFrozen({ table }: FrozenTable): RecoveryError {
  return new RecoveryError('not-frozen', `${quoteTable(table)} is not frozen any more.`, {
    hint: 'Freeze it again.',
    ways: ['freeze'],
  });
}
