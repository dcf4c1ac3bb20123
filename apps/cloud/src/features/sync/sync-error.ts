import type { SyncErrorCode } from '@educrowd/shared/sync/protocol';

/** A refusal of a whole sync request. The device settles it by script; its outbox is never dropped. */
export class SyncError extends Error {
  readonly syncCode: SyncErrorCode;
  constructor(code: SyncErrorCode, message: string) {
    super(message);
    this.name = 'SyncError';
    this.syncCode = code;
  }
}
