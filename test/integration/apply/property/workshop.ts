import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from '../../../../src/postgres/connection/session';
import { connected, temporaryHome } from '../../../support/postgres';
import { trustDatabase } from '../../../support/trustedDatabase';
import { settled } from '../../compare/property/settings';
import { tableOf } from '../../compare/property/tables';
import {
  common,
  featuresOf,
  featuresQuery,
  type ServerFeatures,
  userTypes,
} from '../../compare/property/userTypes';
import type { Connections } from '../../compare/sides';
import { assertCorrected, type Became } from './assertCorrected';
import type { Correction } from './correction';

/** Two databases in which cases are made, corrected, and dropped again. */
export class Workshop {
  private cases = 0;

  private constructor(
    private readonly connections: Connections,
    readonly features: ServerFeatures,
  ) {}

  /** Makes the types of all cases. */
  static async open(connections: Connections): Promise<Workshop> {
    const [backup, live] = await Promise.all(
      [connections.backup, connections.live].map((side) =>
        connected(side, async (session) => featuresOf(await session.row(featuresQuery))),
      ),
    );
    if (!backup || !live) {
      throw new Error('Both sides have features.');
    }
    const features = common(backup, live);
    for (const side of [connections.backup, connections.live]) {
      await connected(side, (session) => session.script(userTypes(features).join(';\n')));
      await trustDatabase(side);
    }
    return new Workshop(connections, features);
  }

  async correct(correction: Correction): Promise<Became> {
    this.cases += 1;
    const table = { schema: `case_${this.cases}`, name: 't' };
    const home = await temporaryHome('pra-property-');
    const { backup, live } = this.connections;
    try {
      await connected(backup, (session) => this.make(correction, 'backup', table.schema, session));
      return await connected(live, async (session) => {
        await this.make(correction, 'live', table.schema, session);
        await addSequence(correction, table.schema, session);
        return assertCorrected(correction, {
          ...{ connections: this.connections, session, table },
          home: path.join(home),
        });
      });
    } finally {
      await rm(home, { recursive: true, force: true });
      const drop = `set client_min_messages = warning; drop schema ${table.schema} cascade`;
      await connected(backup, (session) => session.script(drop));
      await connected(live, (session) => session.script(drop));
    }
  }

  private async make(
    { scenario }: Correction,
    side: 'backup' | 'live',
    schema: string,
    session: Session,
  ): Promise<void> {
    const { features } = this;
    const statements = tableOf(scenario, { side, table: `${schema}.t`, features });
    await session.script([settled, `create schema ${schema}`, ...statements].join(';\n'));
  }
}

/** Where the key can have one. */
async function addSequence(
  { scenario: { key }, sequenceAt }: Correction,
  schema: string,
  session: Session,
): Promise<void> {
  if (key[0]?.kind === 'int' || key[0]?.kind === 'bigint') {
    await session.script(`
      create sequence ${schema}.numbers owned by ${schema}.t.k0;
      select setval('${schema}.numbers', ${sequenceAt});
      alter table ${schema}.t alter k0 set default nextval('${schema}.numbers')`);
  }
}
