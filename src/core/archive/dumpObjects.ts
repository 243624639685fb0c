import type { Entries } from './tables';

/** What a dump holds besides its tables, as far as it tells how far the dump can be relied on. */
export interface DumpObjects {
  /** Those that a server needs for a restore. */
  readonly extensions: readonly string[];
  readonly hasLargeObjects: boolean;
  /** The roles that own something in it; none where it was made without owners. */
  readonly owners: readonly string[];
}

/** An object as an entry or a comment of a dump names it. */
interface NamedObject {
  readonly desc: string;
  readonly tag: string;
  readonly owner: string | undefined;
}

export function objectsIn({ entries }: Entries): DumpObjects {
  const objects = new ObjectTally();
  for (const { desc, tag, owner } of entries) {
    objects.add({ desc, tag, owner });
  }
  return objects.all();
}

/** Memory goes by how many roles and extensions there are. */
export class ObjectTally {
  private readonly extensions = new Set<string>();
  private readonly owners = new Set<string>();
  private hasLargeObjects = false;

  add({ desc, tag, owner = '' }: NamedObject): void {
    if (desc === 'EXTENSION') {
      this.extensions.add(tag);
    }
    if (owner !== '') {
      this.owners.add(owner);
    }
    this.hasLargeObjects ||= desc === 'BLOBS' || desc === 'BLOB' || desc === 'BLOB METADATA';
  }

  all(): DumpObjects {
    return {
      extensions: [...this.extensions].sort(),
      hasLargeObjects: this.hasLargeObjects,
      owners: [...this.owners].sort(),
    };
  }
}
