/** What a server has beside the types of its version. */
export interface ServerFeatures {
  readonly major: number;
  readonly extensions: readonly string[];
  readonly icu: boolean;
  /** Whether production has further servers for partitions of its own. */
  readonly hasLeaves?: boolean;
}

export type Need = 'citext' | 'hstore' | 'icu';

export const featuresQuery = `
  select current_setting('server_version_num')::int / 10000,
         (select string_agg(name, ' ') from pg_available_extensions where name in ('citext', 'hstore')),
         (select count(*) > 0 from pg_collation where collprovider = 'i')`;

export function featuresOf([major, extensions, icu]: readonly (string | null)[]): ServerFeatures {
  return { major: Number(major), extensions: extensions?.split(' ') ?? [], icu: icu === 't' };
}

/** What both servers have: only that can be in a table of both. */
export function common(one: ServerFeatures, other: ServerFeatures): ServerFeatures {
  return {
    major: Math.min(one.major, other.major),
    extensions: one.extensions.filter((name) => other.extensions.includes(name)),
    icu: one.icu && other.icu,
  };
}

export function has(features: ServerFeatures, need: Need | undefined): boolean {
  return need === undefined || (need === 'icu' ? features.icu : features.extensions.includes(need));
}

/** Statements that make the types, once for each database; the enum's cast makes all its texts one. */
export function userTypes(features: ServerFeatures): readonly string[] {
  return [
    ...features.extensions.map((name) => `create extension ${name} schema public`),
    ...(features.icu
      ? [
          `create collation public.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
        ]
      : []),
    `create type public.mood as enum ('glad', 'sad', 'it''s "odd"')`,
    `create function public.mood_text(public.mood) returns text language sql immutable as $$ select 'same' $$`,
    `create cast (public.mood as text) with function public.mood_text(public.mood) as assignment`,
    `create type public.place as (street text, number numeric)`,
    `create type public.nested as (at public.place, rest numeric[])`,
    `create type public.float_range as range (subtype = float8)`,
    `create domain public.short as varchar(5)`,
    `create domain public.shorter as public.short check (value <> 'no')`,
    `create domain public.positive as numeric check (value >= 0)`,
    `create domain public.moods as public.mood`,
    `create domain public.ints as int[]`,
    `create domain public.spot as public.place`,
    `create domain public.code as text`,
  ];
}
