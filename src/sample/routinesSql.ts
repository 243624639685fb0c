/** What the town hall's applications call. */
export const routinesSql = `
create function metier.creer_demande_rdv(
  p_citoyen_id bigint,
  p_service_id bigint,
  p_type_rdv text,
  p_date_demande date,
  p_date_rdv date,
  p_canal text,
  p_commentaire text default null
) returns bigint
language plpgsql
as $function$
declare
  v_type referentiel.types_rdv.code_type_rdv%type;
  v_canal referentiel.canaux_contact.code_canal%type;
  v_rdv_id bigint;
begin
  select t.code_type_rdv
    into v_type
    from referentiel.types_rdv as t
   where t.code_type_rdv = p_type_rdv
      or t.libelle ilike p_type_rdv;
  if v_type is null then
    raise exception 'type de rendez-vous inconnu : %', p_type_rdv
      using errcode = 'foreign_key_violation';
  end if;

  select c.code_canal
    into v_canal
    from referentiel.canaux_contact as c
   where c.code_canal = p_canal
      or c.libelle ilike p_canal;
  if v_canal is null then
    raise exception 'canal inconnu : %', p_canal
      using errcode = 'foreign_key_violation';
  end if;

  if not exists (select 1 from metier.citoyens as c where c.citoyen_id = p_citoyen_id) then
    raise exception 'citoyen inconnu : %', p_citoyen_id
      using errcode = 'foreign_key_violation';
  end if;
  if not exists (
    select 1
      from referentiel.services_municipaux as s
     where s.service_id = p_service_id
  ) then
    raise exception 'service inconnu : %', p_service_id
      using errcode = 'foreign_key_violation';
  end if;
  if p_date_rdv < p_date_demande then
    raise exception 'le rendez-vous (%) précède la demande (%)', p_date_rdv, p_date_demande
      using errcode = 'check_violation';
  end if;

  insert into metier.demandes_rdv (
    citoyen_id, service_id, type_rdv, date_demande, date_rdv, statut, canal, commentaire
  )
  values (
    p_citoyen_id, p_service_id, v_type, p_date_demande, p_date_rdv, 'EN_ATTENTE', v_canal,
    p_commentaire
  )
  returning rdv_id into v_rdv_id;
  return v_rdv_id;
end
$function$;

create procedure metier.annuler_demande_rdv(
  p_rdv_id bigint,
  p_commentaire text,
  p_changed_by text
)
language plpgsql
as $procedure$
declare
  v_ancien text;
begin
  select d.statut
    into v_ancien
    from metier.demandes_rdv as d
   where d.rdv_id = p_rdv_id
     for update;
  if not found then
    raise exception 'rendez-vous inconnu : %', p_rdv_id
      using errcode = 'no_data_found';
  end if;

  if v_ancien <> 'ANNULE' then
    update metier.demandes_rdv as d
       set statut = 'ANNULE',
           commentaire = concat_ws(' | ', nullif(d.commentaire, ''), p_commentaire)
     where d.rdv_id = p_rdv_id;
  end if;
  insert into metier.histo_demandes_rdv (
    rdv_id, ancien_statut, nouveau_statut, commentaire, changed_by
  )
  values (p_rdv_id, v_ancien, 'ANNULE', p_commentaire, p_changed_by);
end
$procedure$;

create function metier.current_citoyen_id() returns bigint
language plpgsql
stable
as $function$
begin
  return nullif(current_setting('app.citoyen_id', true), '')::bigint;
end
$function$;
`;

export const viewsSql = `
create view reporting.v_rdv_par_jour_service as
select d.date_rdv,
       s.code_service,
       s.nom_service,
       s.arrondissement,
       count(*) as nb_rdv_total,
       count(*) filter (where d.statut = 'CONFIRME') as nb_rdv_confirme,
       count(*) filter (where d.statut = 'HONORE') as nb_rdv_honore,
       count(*) filter (where d.statut = 'ANNULE') as nb_rdv_annule
  from metier.demandes_rdv as d
  join referentiel.services_municipaux as s using (service_id)
 group by d.date_rdv, s.code_service, s.nom_service, s.arrondissement;

create view reporting.v_charge_quotidienne as
select d.date_demande as jour,
       count(*) as nb_demandes
  from metier.demandes_rdv as d
 group by d.date_demande
union
select e.date_demande,
       count(*)
  from metier.demandes_etat_civil as e
 group by e.date_demande
union
select u.date_demande,
       count(*)
  from metier.demandes_urbanisme as u
 group by u.date_demande;

create view reporting.v_citoyens_activite as
select c.citoyen_id,
       c.nom,
       c.prenom,
       count(distinct d.rdv_id) as nb_rdv,
       count(distinct e.demande_id) as nb_demandes_etat_civil,
       count(distinct u.demande_id) as nb_demandes_urbanisme,
       min(d.date_demande) as premiere_demande_rdv,
       max(d.date_demande) as derniere_demande_rdv
  from metier.citoyens as c
  left join metier.demandes_rdv as d using (citoyen_id)
  left join metier.demandes_etat_civil as e using (citoyen_id)
  left join metier.demandes_urbanisme as u using (citoyen_id)
 group by c.citoyen_id, c.nom, c.prenom;

create view dba.table_size as
select s.schemaname,
       s.relname,
       pg_catalog.pg_total_relation_size(s.relid) as size_bytes,
       s.n_live_tup,
       s.n_dead_tup
  from pg_catalog.pg_stat_user_tables as s;
`;
