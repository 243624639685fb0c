/** A part of the page that is drawn anew when what it shows has changed. */
export interface Part<Shown> {
  readonly element: HTMLElement;
  show(shown: Shown): void;
}
