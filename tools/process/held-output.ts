/** Output of a program that runs beside another one: it waits until the terminal is free, and then goes on as it comes. */
export interface HeldOutput {
  readonly write: (chunk: Buffer) => void;
  /** Shows what has come so far, and from now on what comes. */
  readonly release: () => void;
}

export function createHeldOutput(show: (chunk: Buffer) => void): HeldOutput {
  const held: Buffer[] = [];
  let isReleased = false;
  return {
    write: (chunk) => {
      if (isReleased) show(chunk);
      else held.push(chunk);
    },
    release: () => {
      isReleased = true;
      for (const chunk of held.splice(0)) show(chunk);
    },
  };
}
