/**
 * Which school a request is about. The host name decides. On the platform's own address the header `X-School` or the
 * sign-in may name one; whatever names a school besides the host has to name the same.
 */
import type { AppContext } from '../../platform/app-context.ts';
import type { School } from '../../platform/request.ts';
import { hostNameOf, isLoopback, slugOf } from './host-name.ts';
import { findSchoolByHost, findSchoolBySlug, readSchool } from './school-store.ts';

export type Place =
  | { readonly kind: 'platform' }
  | { readonly kind: 'school'; readonly school: School }
  /** No school has this address. */
  | { readonly kind: 'nowhere' };

export interface PlaceHints {
  readonly hostHeader: string | null | undefined;
  /** `X-School`: a slug, or a host name. */
  readonly schoolHeader: string | null | undefined;
  /** The school to which the sign-in belongs. */
  readonly signInTenantId: string | null;
}

export interface SchoolDirectory {
  resolve(hints: PlaceHints): Promise<Place>;
  /** After a school was set up or changed on this server. */
  forget(): void;
}

/** So long may another server go on with what it knew. */
const KNOWN_MS = 5_000;
const UNKNOWN_MS = 1_000;
const MAX_ENTRIES = 5_000;

export function createSchoolDirectory(ctx: Pick<AppContext, 'door' | 'clock' | 'settings'>): SchoolDirectory {
  const { door, clock } = ctx;
  const platformHost = ctx.settings.publicUrl.hostname;
  const cache = new Map<string, { readonly school: School | null; readonly until: number }>();

  async function cached(key: string, find: () => Promise<string | null>): Promise<School | null> {
    const known = cache.get(key);
    const now = clock().getTime();
    if (known && known.until > now) return known.school;
    const id = await find();
    const school = id === null ? null : await readSchool(door, id);
    // The oldest go first: a flood of invented names must not fill the memory.
    if (cache.size >= MAX_ENTRIES)
      for (const old of [...cache.keys()].slice(0, MAX_ENTRIES / 10)) cache.delete(old);
    cache.set(key, { school, until: now + (school ? KNOWN_MS : UNKNOWN_MS) });
    return school;
  }

  const schoolAt = (hostName: string): Promise<School | null> => {
    const slug = slugOf(hostName, platformHost);
    return cached(hostName, () =>
      slug === null ? findSchoolByHost(door, hostName) : findSchoolBySlug(door, slug),
    );
  };
  const schoolWithId = (id: string): Promise<School | null> => cached(`id ${id}`, async () => id);

  /** The bare address of a computer is nobody's, so where the platform itself is local, it is the platform's. */
  const isPlatform = (hostName: string): boolean =>
    hostName === platformHost ||
    (isLoopback(platformHost) && isLoopback(hostName) && !hostName.endsWith('.localhost'));

  async function schoolNamed(text: string): Promise<School | null> {
    const hostName = hostNameOf(text);
    if (hostName === null) return null;
    return schoolAt(hostName.includes('.') ? hostName : `${hostName}.${platformHost}`);
  }

  return {
    async resolve({ hostHeader, schoolHeader, signInTenantId }) {
      const hostName = hostNameOf(hostHeader);
      if (hostName === null) return { kind: 'nowhere' };
      const named = schoolHeader ? await schoolNamed(schoolHeader) : null;
      if (schoolHeader && !named) return { kind: 'nowhere' };
      if (isPlatform(hostName)) {
        const signedInto = signInTenantId === null ? null : await schoolWithId(signInTenantId);
        if (named && signedInto && named.id !== signedInto.id) return { kind: 'nowhere' };
        const school = named ?? signedInto;
        return school ? { kind: 'school', school } : { kind: 'platform' };
      }
      const school = await schoolAt(hostName);
      if (!school || (named && named.id !== school.id)) return { kind: 'nowhere' };
      return { kind: 'school', school };
    },
    forget: () => cache.clear(),
  };
}
