import { plain } from '../markdown';
import type { Entry } from './incidentStory';
import type { Saying } from './saying';

export function signedText(
  { by, at, isProved, failed, despite }: Entry<'signed-off'>,
  { words, moments }: Saying,
): string {
  const say = words.validation;
  const [who, moment] = [plain(by), moments.full(at)];
  if (!isProved || despite !== undefined) {
    return say.signedOffDespite(who, moment, plain(despite ?? ''));
  }
  return failed ? say.signedOff(who, moment) : say.signedOffUnchecked(who, moment);
}

export function watchedText(
  { seconds, looks, left }: Entry<'watched'>,
  { words, moments }: Saying,
): string {
  const say = words.validation;
  const lasting = moments.lasting(seconds);
  return left.length === 0
    ? say.watched(lasting, looks)
    : say.watchedLeft(lasting, looks, left.map(plain).join(', '));
}
