import { quoteIdentifier } from '../core/sql/quote';

/** The group roles that the grants and the policies name. */
export const groupRoles: readonly string[] = [
  'role_admin_bd',
  'role_exploitation',
  'role_reporting',
  'role_service_etat_civil',
  'role_service_urbanisme',
  'role_service_accueil',
  'role_app_portail_citoyen',
];

export function createGroupRole(role: string): string {
  return `create role ${quoteIdentifier(role)} nologin noinherit`;
}

export const grantsSql = `
grant usage on schema referentiel, metier, reporting
  to role_admin_bd, role_exploitation;
grant usage on schema reporting to role_reporting;
grant usage on schema metier, referentiel
  to role_service_accueil, role_service_etat_civil, role_service_urbanisme;
grant usage on schema metier, reporting to role_app_portail_citoyen;

grant all on all tables in schema referentiel, metier to role_admin_bd;
grant all on all sequences in schema metier to role_admin_bd;
grant select on all tables in schema referentiel, metier to role_exploitation;
grant select on all tables in schema referentiel
  to role_service_accueil, role_service_etat_civil, role_service_urbanisme;
grant select, insert, update on metier.demandes_rdv, metier.citoyens to role_service_accueil;
grant select, insert, update on metier.demandes_etat_civil to role_service_etat_civil;
grant select, insert, update on metier.demandes_urbanisme to role_service_urbanisme;
grant select
  on metier.citoyens, metier.demandes_rdv, metier.demandes_etat_civil, metier.demandes_urbanisme
  to role_app_portail_citoyen;
grant select on all tables in schema reporting
  to role_admin_bd, role_exploitation, role_reporting, role_app_portail_citoyen;
`;

/** Enabled, not forced: the owner sees all rows, every other role only what a policy shows it. */
export const rowSecuritySql = [
  'citoyens',
  'demandes_rdv',
  'demandes_etat_civil',
  'demandes_urbanisme',
]
  .map(
    (table) => `
alter table metier.${table} enable row level security;
create policy ${table}_portail on metier.${table}
  for select
  to role_app_portail_citoyen
  using (citoyen_id = metier.current_citoyen_id());
`,
  )
  .join('');
