/** A title is stored without the spaces around it that were typed; one that came otherwise may have some. */
export const storedTitle = (shown: string, stored: string): string =>
  shown === stored ? stored : shown.trim();
