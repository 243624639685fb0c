import type { Cell } from '../core/catalog/table';
import { type Day, isoDate, timestamp } from './calendar';
import type { Random } from './random';
import {
  type Choice,
  appointmentTypes,
  arrondissements,
  channelLabels,
  channels,
  civilTypes,
  firstNames,
  planningTypes,
  postcode,
  services,
  streets,
  surnames,
  townName,
} from './town';

/** The rows of one table, in the order of `columns`. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

export interface TownSize {
  readonly citizens: number;
  /** The last day that the rows know of. */
  readonly today: Day;
}

/** The small tables that do not depend on the seed. */
export function referenceRows(): readonly TableRows[] {
  return [
    {
      table: 'referentiel.arrondissements',
      columns: ['code', 'nom', 'code_postal_prefix'],
      rows: arrondissements.map((code) => [
        code,
        `${code}${code === '1' ? 'er' : 'e'} arrondissement`,
        postcode(code),
      ]),
    },
    {
      table: 'referentiel.services_municipaux',
      columns: [
        'service_id',
        'code_service',
        'nom_service',
        'type_service',
        'arrondissement',
        'email_contact',
        'telephone_contact',
        'date_creation',
      ],
      rows: services.map(({ id, code, name, kind, arrondissement }) => [
        String(id),
        code,
        name,
        kind,
        arrondissement,
        `${code.toLowerCase().replaceAll('_', '-')}.${arrondissement}@port-valmer.example`,
        `01 99 00 20 ${String(id).padStart(2, '0')}`,
        '2021-01-04 09:00:00',
      ]),
    },
    labels('types_rdv', 'code_type_rdv', appointmentTypes),
    labels('types_demande_etat_civil', 'code_type_demande', civilTypes),
    labels('types_demande_urbanisme', 'code_type_demande', planningTypes),
    labels(
      'canaux_contact',
      'code_canal',
      channels.map((code) => [code, channelLabels[code]]),
    ),
  ];
}

export function citizenRows(random: Random, { citizens, today }: TownSize): TableRows {
  return {
    table: 'metier.citoyens',
    columns: [
      'citoyen_id',
      'nom',
      'prenom',
      'date_naissance',
      'email',
      'telephone',
      'adresse',
      'code_postal',
      'ville',
      'arrondissement',
      'date_creation',
    ],
    rows: times(citizens, (index) => {
      const name = random.pick(surnames);
      const firstName = random.pick(firstNames);
      const arrondissement = String(random.between(1, 16));
      return [
        String(index + 1),
        name,
        firstName,
        isoDate(today - random.between(18 * 365, 85 * 365)),
        `${mailName(firstName)}.${mailName(name)}${random.between(1, 99)}@citoyen.example`,
        `06 39 98 ${twoDigits(random)} ${twoDigits(random)}`,
        `${random.between(1, 180)}, ${random.pick(streets)}`,
        postcode(arrondissement),
        townName,
        arrondissement,
        timestamp(today - random.between(1000, 1600), random.between(28_800, 61_200)),
      ];
    }),
  };
}

export function civilRequestRows(random: Random, { citizens, today }: TownSize): TableRows {
  return {
    table: 'metier.demandes_etat_civil',
    columns: [
      'citoyen_id',
      'type_demande',
      'date_demande',
      'date_traitement',
      'statut',
      'mode_retrait',
      'date_insertion',
    ],
    rows: times(1200, (index) => {
      const asked = today - 900 + Math.floor((index * 900) / 1200);
      const done = asked + random.between(1, 20);
      return [
        String(random.between(1, citizens)),
        random.pick(civilTypes)[0],
        isoDate(asked),
        done <= today ? isoDate(done) : null,
        done <= today ? 'TRAITEE' : 'EN_COURS',
        random.pick(['GUICHET', 'COURRIER', 'EN_LIGNE']),
        timestamp(asked, random.between(28_800, 61_200)),
      ];
    }),
  };
}

export function planningRequestRows(random: Random, { citizens, today }: TownSize): TableRows {
  return {
    table: 'metier.demandes_urbanisme',
    columns: [
      'citoyen_id',
      'type_demande',
      'adresse_projet',
      'code_postal',
      'arrondissement',
      'date_demande',
      'date_decision',
      'statut',
      'date_insertion',
    ],
    rows: times(600, (index) => {
      const asked = today - 900 + Math.floor((index * 900) / 600);
      const decided = asked + random.between(10, 120);
      const arrondissement = String(random.between(1, 16));
      return [
        String(random.between(1, citizens)),
        random.pick(planningTypes)[0],
        `${random.between(1, 180)}, ${random.pick(streets)}`,
        postcode(arrondissement),
        arrondissement,
        isoDate(asked),
        decided <= today ? isoDate(decided) : null,
        decided <= today ? random.pick(['ACCEPTEE', 'ACCEPTEE', 'REFUSEE']) : 'EN_INSTRUCTION',
        timestamp(asked, random.between(28_800, 61_200)),
      ];
    }),
  };
}

function labels(table: string, key: string, choices: readonly Choice[]): TableRows {
  return { table: `referentiel.${table}`, columns: [key, 'libelle'], rows: choices };
}

function* times<T>(count: number, make: (index: number) => T): Generator<T> {
  for (let index = 0; index < count; index += 1) {
    yield make(index);
  }
}

function mailName(name: string): string {
  return name
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}

function twoDigits(random: Random): string {
  return String(random.below(100)).padStart(2, '0');
}
