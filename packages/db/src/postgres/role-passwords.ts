import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** Who connects to the database, and what for: see `rolesSql`. */
export const ROLE_KINDS = ['owner', 'app', 'jobs', 'identity'] as const;
export type RoleKind = (typeof ROLE_KINDS)[number];

export type RolePasswords = Readonly<Record<RoleKind, string>>;

export const roleName = (kind: RoleKind): `educrowd_${RoleKind}` => `educrowd_${kind}`;

/**
 * The same four passwords each time from one secret (the superuser's password of the embedded server, say), so that none
 * of them has to be kept anywhere.
 */
export function deriveRolePasswords(secret: string): RolePasswords {
  const derive = (kind: RoleKind) =>
    createHmac('sha256', secret)
      .update(`role password: ${roleName(kind)}`)
      .digest('base64url');
  return { owner: derive('owner'), app: derive('app'), jobs: derive('jobs'), identity: derive('identity') };
}

/**
 * What PostgreSQL stores for a password (RFC 5803). It is what goes into SQL, so that no password shows up in a server's
 * log, in pg_stat_statements or in an error message.
 */
export function scramVerifier(password: string, salt = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  const serverKey = hmac(salted, 'Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
