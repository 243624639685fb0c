/**
 * How long ago a time was: `5 min ago`, `3 days ago`; the time itself where it is to come. Local where it
 * names no zone.
 */
export function ageText(time: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(time).getTime()) / 60_000);
  if (Number.isNaN(minutes) || minutes < 0) {
    return time.replace('T', ' ');
  }
  if (minutes < 60) {
    return `${minutes} min ago`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
