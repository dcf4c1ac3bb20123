import * as z from 'zod';

/** An expected refusal, with words for the person; anything else that fails is `INTERNAL`. */
export const engineErrorSchema = z.strictObject({
  code: z.enum([
    'INVALID',
    'NOT_FOUND',
    'NO_WORKSPACE',
    /** Of a text that a newer version wrote, or of a disk or folder that cannot be written. */
    'READ_ONLY',
    'DISK_FULL',
    /** The file of the workspace cannot be read any more. It is left as it is. */
    'DAMAGED',
    /** The file of the workspace was written by a newer version. It is left as it is. */
    'NEWER',
    'OFFLINE',
    'SIGN_IN',
    /** The school was asked and said no. */
    'REFUSED',
    'IMPORT_FAILED',
    'CANCELLED',
    'INTERNAL',
  ]),
  message: z.string(),
});
export type EngineErrorBody = z.output<typeof engineErrorSchema>;

export class EngineError extends Error {
  readonly code: EngineErrorBody['code'];
  constructor(code: EngineErrorBody['code'], message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}
