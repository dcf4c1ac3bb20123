/** Host names as addresses of schools. */

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The host name in a Host header: lower case, without port. Null for anything that is not plainly one: other
 * spellings of the same name (a trailing dot, Unicode) would slip past comparisons elsewhere.
 */
export function hostNameOf(header: string | null | undefined): string | null {
  if (header === null || header === undefined) return null;
  const matched = /^(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::\d{1,5})?$/.exec(header);
  const name = matched?.[1]?.toLowerCase();
  if (name === undefined) return null;
  if (name.startsWith('[')) return name;
  return name.split('.').every((each) => label.test(each)) ? name : null;
}

/** The school's own part of `northfield.educrowd.org`, or null when the name is not directly below `platformHost`. */
export function slugOf(hostName: string, platformHost: string): string | null {
  if (!hostName.endsWith(`.${platformHost}`)) return null;
  const slug = hostName.slice(0, -platformHost.length - 1);
  return slug.includes('.') ? null : slug;
}

export const isLoopback = (hostName: string): boolean =>
  hostName === 'localhost' ||
  hostName.endsWith('.localhost') ||
  hostName === '[::1]' ||
  /^127(?:\.\d{1,3}){3}$/.test(hostName);

/** Names that a school cannot have, since people would take them for the platform itself. */
const reserved = new Set([
  'about',
  'account',
  'accounts',
  'admin',
  'api',
  'app',
  'apps',
  'assets',
  'auth',
  'billing',
  'blog',
  'cdn',
  'dashboard',
  'demo-admin',
  'dev',
  'docs',
  'download',
  'educrowd',
  'files',
  'ftp',
  'help',
  'imap',
  'legal',
  'login',
  'mail',
  'media',
  'ns1',
  'ns2',
  'office',
  'pay',
  'payments',
  'pop',
  'postmaster',
  'root',
  'school',
  'schools',
  'secure',
  'security',
  'sign-in',
  'smtp',
  'sso',
  'staff',
  'static',
  'status',
  'support',
  'system',
  'test-admin',
  'webmail',
  'www',
]);

/** Why a name cannot be a school's address; null when it can. */
export function slugProblem(slug: string): 'form' | 'reserved' | null {
  // `xn--` and the like mark encoded Unicode, which can look like another school's name.
  if (!/^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/.test(slug) || slug.slice(2, 4) === '--') return 'form';
  return reserved.has(slug) ? 'reserved' : null;
}
