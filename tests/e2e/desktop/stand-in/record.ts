/** What would leave the app for the system around it. Tests of the stand-in read it. */
export interface Noted {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

export const record: Noted[] = [];
export const note = (kind: string, details: Record<string, unknown> = {}): void =>
  void record.push({ ...details, kind });
