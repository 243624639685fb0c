/** Finding rows, and their order. */
export const findingFrench = {
  'Sort by {column}': 'Trier par {column}',
  'by {column}, ascending': 'par {column}, croissant',
  'by {column}, descending': 'par {column}, décroissant',
} as const;
