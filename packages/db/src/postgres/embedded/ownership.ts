/**
 * Who may stop a server: the process whose session holds one advisory lock. PostgreSQL gives it back by itself when that
 * process dies, however it dies, so a server left behind is told from one in use without trusting any pid.
 */
import { realpathSync } from 'node:fs';
import postgres from 'postgres';
import { FINGERPRINT } from './server-settings.ts';

const LOCK_KEY = 7_265_381_190;

export type Claim =
  /** The server is this process' own from now on. */
  | { readonly kind: 'owned'; readonly fingerprint: string; release(): Promise<void> }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'wrong-password' }
  /** Not listening, starting up, shutting down, or the server of another folder. */
  | { readonly kind: 'no-answer'; readonly reason: unknown };

export async function claim(superuserUrl: string, dataPath: string): Promise<Claim> {
  const sql = postgres(superuserUrl, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: 'educrowd-launcher' },
  });
  const leave = () => sql.end({ timeout: 1 });
  try {
    const [row] = await sql<[{ isOwner: boolean; dataPath: string; fingerprint: string | null }]>`
      select pg_try_advisory_lock(${LOCK_KEY}) as "isOwner",
        current_setting('data_directory') as "dataPath", current_setting(${FINGERPRINT}, true) as fingerprint`;
    if (realpathSync(row.dataPath) !== dataPath)
      throw new Error(`the server there is the one of ${row.dataPath}`);
    if (row.isOwner) return { kind: 'owned', fingerprint: row.fingerprint ?? '', release: leave };
    await leave();
    return { kind: 'in-use' };
  } catch (reason) {
    await leave();
    const isRefused = reason instanceof postgres.PostgresError && reason.code === '28P01';
    return isRefused ? { kind: 'wrong-password' } : { kind: 'no-answer', reason };
  }
}
