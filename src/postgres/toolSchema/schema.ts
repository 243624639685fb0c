import { quoteIdentifier, quoteLiteral } from '../../core/sql/quote';
import { toolSchema, toolSchemaMark, toolSchemaMarks } from '../../core/sql/toolSchema';
import { arrayText } from '../correction/arrayText';
import type { Session } from '../connection/session';

/** The tool's own schema, as a role finds it. */
export interface FoundSchema {
  /** `foreign`: one of this name that the tool did not make. */
  readonly state: 'none' | 'own' | 'foreign';
  /** Undefined where there is none. */
  readonly owner: string | undefined;
  /** Whether the role may make something in it, or it itself where there is none. */
  readonly open: boolean;
}

export async function findToolSchema(session: Session): Promise<FoundSchema> {
  const [found] = await session.rows(
    `select pg_catalog.pg_get_userbyid(n.nspowner),
            pg_catalog.obj_description(n.oid, 'pg_namespace') = any ($2::text[]),
            pg_catalog.has_schema_privilege(n.oid, 'CREATE')
            and pg_catalog.has_schema_privilege(n.oid, 'USAGE')
       from pg_catalog.pg_namespace n
      where n.nspname = $1`,
    [toolSchema, arrayText(toolSchemaMarks)],
  );
  if (!found) {
    const [open] = await session.row(
      `select pg_catalog.has_database_privilege(current_database(), 'CREATE')`,
    );
    return { state: 'none', owner: undefined, open: open === 't' };
  }
  const [owner, isOwn, open] = found;
  return {
    state: isOwn === 't' ? 'own' : 'foreign',
    owner: owner ?? undefined,
    open: open === 't',
  };
}

export async function makeToolSchema(session: Session): Promise<void> {
  const name = quoteIdentifier(toolSchema);
  await session.query(`create schema ${name}`);
  await session.query(`comment on schema ${name} is ${quoteLiteral(toolSchemaMark)}`);
}

/**
 * Drops the schema that this tool made, where nothing is in it any more.
 * @returns what could not be taken away; a sentence each.
 */
export async function dropEmptyToolSchema(session: Session): Promise<readonly string[]> {
  const [schema] = await session.rows(
    `select pg_catalog.pg_has_role(n.nspowner, 'USAGE')
       from pg_catalog.pg_namespace n
      where n.nspname = $1
        and pg_catalog.obj_description(n.oid, 'pg_namespace') = any ($2::text[])
        and not exists (select
                          from pg_catalog.pg_depend d
                         where d.refclassid = 'pg_catalog.pg_namespace'::regclass
                           and d.refobjid = n.oid)`,
    [toolSchema, arrayText(toolSchemaMarks)],
  );
  if (!schema) {
    return [];
  }
  if (schema[0] !== 't') {
    return [`The empty schema ${toolSchema} stays behind: another role made it, and can drop it.`];
  }
  await session.query(`drop schema ${quoteIdentifier(toolSchema)}`);
  return [];
}
