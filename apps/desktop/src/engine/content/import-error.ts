import type { ArgsFor, MessageKey } from '@educrowd/shared/messages/translate';
import { words } from '../../ipc/refusal.ts';

/**
 * | code               | what happened                                                       |
 * | ------------------ | ------------------------------------------------------------------- |
 * | not-found          | nothing at the path                                                 |
 * | unreadable         | the operating system refused                                        |
 * | not-a-course       | readable, but no course format                                      |
 * | unsupported-format | a course or archive in a format that is not read yet                |
 * | damaged-archive    | the archive ends early or contradicts itself                        |
 * | unsafe-archive     | the archive tries what no course needs: leaving its folder, devices |
 * | too-large          | a limit of `import-limits.ts`                                       |
 * | invalid-course     | a course whose root cannot be understood                            |
 * | disk-full          | no room to unpack                                                   |
 * | cancelled          | the signal was aborted                                              |
 */
export type ImportErrorCode =
  | 'not-found'
  | 'unreadable'
  | 'not-a-course'
  | 'unsupported-format'
  | 'damaged-archive'
  | 'unsafe-archive'
  | 'too-large'
  | 'invalid-course'
  | 'disk-full'
  | 'cancelled';

/** An import that could not be made. Nothing was changed; `userMessage` says why and what to do. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: ImportErrorCode;
  readonly userMessage: string;
  /** For logs and support: path, line, limit. Never shown as it is. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ImportErrorCode, userMessage: string, details: Readonly<Record<string, unknown>> = {}) {
    super(`${code}: ${userMessage}`);
    this.code = code;
    this.userMessage = userMessage;
    this.details = details;
  }
}

/** An import that could not be made, in the words of the catalogue. */
export const importRefusal = <Key extends MessageKey>(
  { code, details = {} }: Pick<ImportError, 'code'> & Partial<Pick<ImportError, 'details'>>,
  reason: Key,
  ...args: ArgsFor<Key>
): ImportError => new ImportError(code, words(reason, ...args), details);

/** The refusal behind a failed file operation, or the error itself where it is not one. */
export function fileErrorToImportError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return importRefusal({ code: 'not-found', details: { path } }, 'importErrors.notFound');
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
    case 'EIO':
    case 'ELOOP':
      return importRefusal(
        {
          code: 'unreadable',
          details: {
            path,
            cause: code,
          },
        },
        'importErrors.unreadable',
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return importRefusal({ code: 'disk-full', details: { path } }, 'importErrors.diskFull');
    default:
      return error;
  }
}
