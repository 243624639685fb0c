import { backupName, renamedColumns } from '../diff/comparedTable';
import type { ComparedTable, StructureDifference } from '../diff/comparison';
import {
  collationConsequence,
  defaultConsequence,
  expressionConsequence,
  generatedConsequence,
  identityConsequence,
  nullabilityConsequence,
  onlyInBackupConsequence,
  onlyInProductionConsequence,
  renamedConsequence,
} from './consequences';
import { isUnfillable } from './obstacles';
import { ruleDifferences, type RuledTable, typeRuleDifferences } from './ruleDifferences';
import type { Column } from './table';
import { sameType, typeWords } from './typeName';
import { typeConsequence } from './typeChange';

/** Two tables whose columns are matched; their rows need no key. */
export interface MatchedSides extends Pick<ComparedTable, 'columns' | 'backupNames'> {
  readonly backup: RuledTable;
  readonly live: RuledTable;
}

/**
 * How the two sides differ, and what that means for a correction: production's columns in their order, then
 * those that only the backup has, then what production refuses rows by.
 */
export function structureDifferences(table: MatchedSides): readonly StructureDifference[] {
  const names = table.columns.map((_, position) => backupName(table, position));
  const ofBackup = new Map(table.backup.columns.map((column) => [column.name, column]));
  return [
    ...table.live.columns.flatMap((live) => {
      const position = table.columns.findIndex(({ name }) => name === live.name);
      const backup = ofBackup.get(names[position] ?? '');
      return backup ? differencesOf(backup, live) : [onlyInProduction(live)];
    }),
    ...table.backup.columns
      .filter(({ name }) => !names.includes(name))
      .map(({ name }): StructureDifference => ({
        column: name,
        difference: 'only in backup',
        consequence: onlyInBackupConsequence,
      })),
    ...ruleDifferences(
      table.backup,
      table.live,
      new Map(renamedColumns(table).map(({ backup, live }) => [backup, live])),
    ),
  ];
}

/** `type integer → bigint` */
export function differenceWords({
  difference,
  constraint,
  backup,
  live,
}: StructureDifference): string {
  if (constraint !== undefined) {
    return `${constraint} ${sidesInWords(backup, live)}`;
  }
  if (difference === 'labels') {
    const sides = [
      ...(backup === undefined ? [] : [`${backup} only in backup`]),
      ...(live === undefined ? [] : [`${live} only in production`]),
    ];
    return `labels ${sides.join(', ')}`;
  }
  return backup === undefined ? difference : `${difference} ${sidesInWords(backup, live)}`;
}

function sidesInWords(backup: string | undefined, live = ''): string {
  if (backup === undefined) {
    return `${live} only in production`;
  }
  return backup === live ? `${live} on both sides` : `${backup} → ${live}`;
}

function onlyInProduction(column: Column): StructureDifference {
  return {
    column: column.name,
    difference: 'only in production',
    consequence: onlyInProductionConsequence(column),
    ...(isUnfillable(column) ? { blocks: 'inserts' } : {}),
  };
}

function differencesOf(backup: Column, live: Column): readonly StructureDifference[] {
  return [
    traitDifference('name', [backup, live], {
      words: ({ name }) => name,
      consequence: renamedConsequence,
    }),
    ...typeDifferences(backup, live),
    traitDifference('collation', [backup, live], {
      words: ({ type }) => type.collation ?? 'default',
      consequence: collationConsequence,
    }),
    nullabilityDifference(backup, live),
    defaultDifference(backup, live),
    traitDifference('generated', [backup, live], {
      words: ({ generated }) => (generated ? 'generated' : 'stored as given'),
      consequence: generatedConsequence,
    }),
    expressionDifference(backup, live),
    traitDifference('identity', [backup, live], {
      words: ({ identity }) => (identity === undefined ? 'no identity' : `generated ${identity}`),
      consequence: identityConsequence,
    }),
  ].filter((difference) => difference !== undefined);
}

/** Told also where neither side has looked at the rows that it has. */
function nullabilityDifference(backup: Column, live: Column): StructureDifference | undefined {
  const [was, is] = [nullabilityOf(backup), nullabilityOf(live)];
  return was === is && !backup.notNullUnchecked
    ? undefined
    : {
        ...{ column: live.name, difference: 'nullability', backup: was, live: is },
        consequence: nullabilityConsequence(live, backup),
      };
}

function nullabilityOf({ notNull, notNullUnchecked }: Column): string {
  if (notNullUnchecked) {
    return 'not null, not checked on all rows';
  }
  return notNull ? 'not null' : 'nullable';
}

function typeDifferences(backup: Column, live: Column): readonly StructureDifference[] {
  if (sameType(backup.type, live.type)) {
    return typeRuleDifferences(backup, live);
  }
  return [
    {
      ...{ column: live.name, difference: 'type', ...typeWords(backup.type, live.type) },
      consequence: typeConsequence(backup.type, live.type),
    },
  ];
}

/** A number that one side gives by itself is told as an identity, not as a default. */
function defaultDifference(backup: Column, live: Column): StructureDifference | undefined {
  const areFilled = [backup, live].every(
    ({ generated, identity }) => !generated && identity === undefined,
  );
  return areFilled
    ? traitDifference('default', [backup, live], {
        words: ({ hasDefault, expression }) =>
          hasDefault ? (expression ?? 'a default') : 'no default',
        consequence: defaultConsequence,
      })
    : undefined;
}

function expressionDifference(backup: Column, live: Column): StructureDifference | undefined {
  return backup.generated && live.generated
    ? traitDifference('expression', [backup, live], {
        words: ({ expression }) => expression ?? 'generated',
        consequence: expressionConsequence,
      })
    : undefined;
}

interface Trait {
  readonly words: (column: Column) => string;
  readonly consequence: (live: Column, backup: Column) => string;
}

function traitDifference(
  difference: StructureDifference['difference'],
  [backup, live]: readonly [Column, Column],
  { words, consequence }: Trait,
): StructureDifference | undefined {
  const [was, is] = [words(backup), words(live)];
  if (was === is) {
    return undefined;
  }
  return {
    ...{ column: live.name, difference, backup: was, live: is },
    consequence: consequence(live, backup),
  };
}
