/**
 * Settings that change what a value looks like as text. Pinned wherever a value is compared or kept,
 * so that equal values are equal texts on any two servers.
 */
export const pinnedSettings: Readonly<Record<string, string>> = {
  datestyle: 'ISO, YMD',
  intervalstyle: 'iso_8601',
  timezone: 'UTC',
  extra_float_digits: '3',
  bytea_output: 'hex',
  xmlbinary: 'base64',
  lc_monetary: 'C',
  quote_all_identifiers: 'off',
};

/**
 * Pinned as well where a table's values name objects: each has its schema in front then, but those of
 * pg_catalog. Not elsewhere, for the operator's condition may need what the search path finds.
 */
export const noSearchPath: Readonly<Record<string, string>> = { search_path: '' };
