import { type TableId, tableLabel } from '../catalog/table';
import type { Violation } from './violation';
import { count, counted, wordFor } from '../words';

/** Rows of another table, or unplanned ones of the same, that a plan takes along or changes by one foreign key. */
export interface LostChildren {
  readonly constraint: string;
  readonly child: TableId;
  readonly when: 'delete' | 'update';
  readonly action: 'delete' | 'set to null' | 'set to their default';
  /** Planned rows that are deleted, or whose referenced columns are updated. */
  readonly written: number;
  readonly rows: number;
  /** Where the children are deleted and take rows along themselves: whose, and how many. */
  readonly further?: { readonly child: TableId; readonly rows: number } | undefined;
  /** True where an undo by this role can give them back. */
  readonly givenBack: boolean;
  /** True of the planned table itself. */
  readonly own: boolean;
}

/** What the operator was told that the deletes of a plan take along, and agreed to. */
export type ChildrenConsent = Pick<LostChildren, 'constraint' | 'child' | 'action' | 'rows'>;

/** Only what deletes take from other tables, and no further, can be agreed to: that alone is counted whole. */
export function mayBeAgreedTo({ when, own, further }: LostChildren): boolean {
  return when === 'delete' && !own && further === undefined;
}

/** What keeps the plan from being written: children that were not agreed to, or not in this number. */
export function notAgreedTo(
  found: readonly LostChildren[],
  consents: readonly ChildrenConsent[],
): readonly Violation[] {
  const agreed = new Map(consents.map((consent) => [idOf(consent), consent]));
  const violations = found.flatMap((children) => {
    const consent = agreed.get(idOf(children));
    agreed.delete(idOf(children));
    const isAgreed = mayBeAgreedTo(children) && consent?.rows === children.rows;
    return isAgreed ? [] : [violationOf(childrenText(children), children.constraint, consent)];
  });
  const gone = [...agreed.values()].map((consent) =>
    violationOf(
      `No rows of ${tableLabel(consent.child)} refer to the deleted ones.`,
      consent.constraint,
      consent,
    ),
  );
  return [...violations, ...gone];
}

/** `Deleting 5 rows would also delete 7 rows of metier.pieces.` */
export function childrenText({
  when,
  action,
  child,
  rows,
  written,
  further,
}: LostChildren): string {
  const doing = when === 'delete' ? 'Deleting' : 'Updating';
  const would = action === 'delete' ? 'delete' : 'change';
  const what = action === 'delete' ? '' : ` (references ${action})`;
  const beyond = further
    ? `, and with them ${counted(further.rows, 'row')} of ${tableLabel(further.child)}`
    : '';
  return `${doing} ${counted(written, 'row')} would also ${would} ${counted(rows, 'row')} of ${tableLabel(child)}${what}${beyond}.`;
}

/** Sentences: what an undo makes of what was agreed to. */
export function undoneChildren(children: readonly LostChildren[]): readonly string[] {
  const lost = children.filter(({ givenBack }) => !givenBack);
  return [
    ...(children.length > lost.length
      ? ['Undo gives the table back, and rows that its deletes take along.']
      : []),
    ...lost.map(
      ({ child }) =>
        `Undo does not give back those of ${tableLabel(child)}: they have no key, or you may not write them.`,
    ),
  ];
}

function violationOf(
  text: string,
  constraint: string,
  consent: ChildrenConsent | undefined,
): Violation {
  const message = consent ? `${text} ${agreedText(consent)}` : text;
  return { constraint, message, sqlstate: '23503' };
}

/** A sentence. */
export function agreedText({ rows }: ChildrenConsent): string {
  return `Agreed to ${wordFor(rows, 'was', 'were')} ${count(rows)}.`;
}

function idOf({ constraint, child }: Pick<LostChildren, 'constraint' | 'child'>): string {
  return JSON.stringify([constraint, child.schema, child.name]);
}
