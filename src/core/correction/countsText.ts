import type { ActionCounts } from './plan';

export function countsText({ insert, update, delete: deleted }: ActionCounts): string {
  return `${insert} insert, ${update} update, ${deleted} delete`;
}
