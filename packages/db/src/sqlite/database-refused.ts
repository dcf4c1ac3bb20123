/** `NEWER`: written by a newer build. `FOREIGN`: a database, but none of ours. The file is left as it is. */
export class DatabaseRefused extends Error {
  readonly reason: 'NEWER' | 'FOREIGN';
  constructor(reason: DatabaseRefused['reason']) {
    super(
      reason === 'NEWER' ? 'The file was written by a newer version' : 'The file belongs to another program',
    );
    this.name = 'DatabaseRefused';
    this.reason = reason;
  }
}
