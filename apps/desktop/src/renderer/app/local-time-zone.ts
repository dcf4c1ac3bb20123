/** Of this computer: what a clock time means where no school says otherwise. */
export const localTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
