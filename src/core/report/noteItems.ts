import { momentOf, type Note } from './incidentStory';
import { plain } from '../markdown';
import type { Saying } from './saying';

/** Each note with who said it and when. */
export function noteItems(notes: readonly Note[], { words, moments }: Saying): readonly string[] {
  return notes.map((note) => {
    const by = note.by === undefined || note.by === '' ? undefined : plain(note.by);
    return words.said(plain(note.text), by, moments.full(momentOf(note)));
  });
}
