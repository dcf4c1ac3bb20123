import type { JsonObject } from '@educrowd/shared/primitives/json';

/** The fields that were given a value; of a patch as it came over the contract. */
export const given = (patch: Record<string, unknown> = {}): JsonObject =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as JsonObject;
