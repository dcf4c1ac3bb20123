/** The code of a device sign-in as both sides show it, so that it can be compared at a glance: "JGGY-DY2W". */
export const groupUserCode = (code: string): string =>
  code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
