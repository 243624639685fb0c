import { setTimeout as pause } from 'node:timers/promises';
import { PrivateServer } from '../../../src/pgtools/server/privateServer';
import { Session } from '../../../src/postgres/connection/session';
import { privateServerSetup } from '../../../src/postgres/scratch/privateServerSetup';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, quiet } from '../postgres';

/** The rows of the sample's table, as one value that changes with any of them. */
export interface TableState {
  readonly rows: number;
  readonly digest: string;
}

/** A private server that the window started, looked at from outside by its superuser. */
export class HeldServer {
  private constructor(private readonly server: PrivateServer) {}

  get superuser(): ConnectionSettings {
    return this.server.superuser;
  }

  /** The sample's production, or where scratch databases are made. Whoever holds it releases it. */
  static async hold(home: string, name: 'sample' | 'scratch'): Promise<HeldServer> {
    const options = { home, name, setup: privateServerSetup };
    return new HeldServer(await PrivateServer.acquire(options, quiet));
  }

  ask(sql: string, database = 'postgres'): Promise<readonly (readonly (string | null)[])[]> {
    return connected(this.settings(database), (session) => session.rows(sql));
  }

  /** A connection of one's own, to hold a lock with; by its name it is none of the tool's. */
  async connect(database: string): Promise<Session> {
    const session = await Session.connect(this.settings(database));
    await session.query(`set application_name = 'somebody else'`);
    return session;
  }

  async damagedTable(): Promise<TableState> {
    const sql = `
      select count(*), md5(string_agg(r::text, e'\\n' order by rdv_id))
      from metier.demandes_rdv r`;
    const [[rows, digest] = []] = await this.ask(sql, 'mairie');
    return { rows: Number(rows), digest: String(digest) };
  }

  async countIn(ids: readonly number[]): Promise<number> {
    const sql = `select count(*) from metier.demandes_rdv where rdv_id in (${ids.join(', ')})`;
    const [[rows] = []] = await this.ask(sql, 'mairie');
    return Number(rows);
  }

  /** Those that the tool made, whatever their state. */
  async scratchDatabases(): Promise<readonly string[]> {
    const sql = `select datname from pg_database where datname like 'pra\\_scratch\\_%'`;
    return (await this.ask(sql)).map(([name]) => String(name));
  }

  /** How many were opened there, ever, as its statistics have it a moment later. */
  async sessionsOn(database: string): Promise<number> {
    await pause(1500);
    const sql = `select sessions from pg_stat_database where datname = '${database}'`;
    const [[sessions] = []] = await this.ask(sql);
    return Number(sessions);
  }

  release(): Promise<void> {
    return this.server.release();
  }

  private settings(database: string): ConnectionSettings {
    return { ...this.superuser, database };
  }
}
