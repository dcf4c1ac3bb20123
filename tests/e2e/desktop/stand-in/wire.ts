/**
 * How values cross from one process to another here: as JSON. Electron clones more than that; whatever would come out
 * differently is refused, so that nobody relies on it unseen.
 */
export function toWire(value: unknown): string {
  return JSON.stringify(value === undefined ? {} : { value }, (_key, part: unknown) => {
    if (part === undefined || part === null || ['string', 'boolean'].includes(typeof part)) return part;
    if (typeof part === 'number' && Number.isFinite(part)) return part;
    if (typeof part === 'object' && (Array.isArray(part) || isPlain(part))) return part;
    throw new Error('An object could not be cloned (the stand-in carries JSON alone).');
  });
}

export const fromWire = (text: string): unknown => (JSON.parse(text) as { value?: unknown }).value;

const isPlain = (part: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(part);
  return prototype === Object.prototype || prototype === null;
};
