/**
 * The typed contract between the renderer and the engine. Each feature file beside this one lists its procedures;
 * the engine implements them (`Handlers`), the renderer calls them (`EngineClient`), and two transports carry them:
 * HTTP on loopback in the browser host, a MessagePort under Electron.
 */
import type * as z from 'zod';

export interface Procedure<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** Queries only read, so the renderer may cache and repeat them; commands change something. */
  readonly kind: 'query' | 'command';
  readonly input: Input;
  readonly output: Output;
}

export const query = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Procedure<Input, Output> => ({ kind: 'query', input, output });

export const command = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Procedure<Input, Output> => ({ kind: 'command', input, output });

export type Procedures = Record<string, Procedure>;

/** What the engine implements for a feature: input is already validated. */
export type Handlers<P extends Procedures> = {
  readonly [Name in keyof P]: (
    input: z.output<P[Name]['input']>,
  ) => z.input<P[Name]['output']> | Promise<z.input<P[Name]['output']>>;
};

/** What the renderer calls. */
export type Callers<P extends Procedures> = {
  readonly [Name in keyof P]: (input: z.input<P[Name]['input']>) => Promise<z.output<P[Name]['output']>>;
};
