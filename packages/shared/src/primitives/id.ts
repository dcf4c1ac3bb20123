import { v7, validate, version } from 'uuid';
import * as z from 'zod';

declare const brand: unique symbol;

/** A UUIDv7 that cannot be mixed up with another entity's id, e.g. `Id<'Course'>`. Made by whoever creates the row. */
export type Id<Name extends string> = string & { readonly [brand]: Name };

export const newId = <Name extends string>(): Id<Name> => v7() as Id<Name>;

export const isId = (value: string): boolean => validate(value) && version(value) === 7;

export const idSchema = <Name extends string>() =>
  z
    .string()
    .refine(isId, 'not an id')
    .transform((value) => value.toLowerCase() as Id<Name>);

/** Marks a string that came from our own store or was validated at the edge. */
export const asId = <Name extends string>(value: string): Id<Name> => value as Id<Name>;
