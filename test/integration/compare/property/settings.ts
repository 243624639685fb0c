/** Sets what values are read and written under, so that both sides are filled alike. */
export const settled = `
  set datestyle = 'ISO, YMD';
  set intervalstyle = 'iso_8601';
  set timezone = 'UTC';
  set extra_float_digits = 3;
  set bytea_output = 'hex';
  set xmlbinary = 'base64';
  set lc_monetary = 'C';
  set quote_all_identifiers = off`;

/** Gives a database the settings of another country, under which every value is written otherwise. */
export function otherSettings(database: string): readonly string[] {
  return [
    `timezone = 'Asia/Tokyo'`,
    `datestyle = 'German'`,
    `intervalstyle = 'sql_standard'`,
    `extra_float_digits = 0`,
    `bytea_output = 'escape'`,
    `xmlbinary = 'hex'`,
    `search_path = ''`,
    `quote_all_identifiers = on`,
  ].map((setting) => `alter database "${database}" set ${setting}`);
}
