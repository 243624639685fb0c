/** An object of a database that others need: a type, a function, a schema. */
export interface NeededObject {
  /** For a person: `function shop.fits(text)`. */
  readonly label: string;
  /**
   * What makes it, without a semicolon; empty where it is there by itself or made with another. Undefined
   * for what cannot be written: its needs are then nobody's to have.
   */
  readonly statement: string | undefined;
  /** Ids of what it needs in turn. */
  readonly needs: readonly string[];
}

/** Picks what a file must make, each object behind what it needs itself. */
export class NeededObjects {
  private readonly made = new Set<string>();

  constructor(private readonly objects: ReadonlyMap<string, NeededObject>) {}

  /** The statements of all that was taken. */
  get statements(): readonly string[] {
    return [...this.made].map((id) => this.objects.get(id)?.statement ?? '').filter(Boolean);
  }

  /** Takes all that these need; where one of them cannot be written nothing is taken, and its label given. */
  take(ids: readonly string[]): string | undefined {
    const inOrder = new Set<string>();
    const seen = new Set<string>();
    for (const id of ids) {
      const missing = this.visit(id, { inOrder, seen });
      if (missing !== undefined) {
        return missing;
      }
    }
    inOrder.forEach((id) => this.made.add(id));
    return undefined;
  }

  private visit(id: string, walk: Walk): string | undefined {
    if (walk.seen.has(id)) {
      return undefined;
    }
    walk.seen.add(id);
    const object = this.objects.get(id);
    if (object?.statement === undefined) {
      return object?.label ?? id;
    }
    for (const need of object.needs) {
      const missing = this.visit(need, walk);
      if (missing !== undefined) {
        return missing;
      }
    }
    walk.inOrder.add(id);
    return undefined;
  }
}

interface Walk {
  /** Grow. */
  readonly inOrder: Set<string>;
  readonly seen: Set<string>;
}
