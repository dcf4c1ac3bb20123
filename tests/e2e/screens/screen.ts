import type { Page } from '@playwright/test';

/** One state of the product that a person can look at. Screens of a list are opened one after the other. */
export interface Screen<Place = Page> {
  /** In file names. */
  readonly name: string;
  open(place: Place): Promise<void>;
}
