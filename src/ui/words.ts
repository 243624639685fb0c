/** `12,345`. */
export function count(number: number): string {
  return number.toLocaleString('en');
}

/** `1 row`, `12 rows`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** `1.4 GB`, in powers of a thousand as disks are sold. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

/** How long ago a local time was: `5 min ago`, `3 days ago`; the time itself where it is to come. */
export function ageText(localTime: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(localTime).getTime()) / 60_000);
  if (Number.isNaN(minutes) || minutes < 0) {
    return localTime.replace('T', ' ');
  }
  if (minutes < 60) {
    return `${minutes} min ago`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
