/** Requests as attackers write them: with keys, headers and origins that are not theirs. */
import { newId } from '@educrowd/shared/primitives/id';
import type { AttackCase } from './attack-case.ts';
import type { AttackedSchool, World } from './world.ts';

export const httpCases = (world: World): readonly AttackCase[] => [
  ...keyCases(world),
  ...originCases(world),
  ...forgedCases(world),
  ...formCases(world),
];

/** The key of somebody else's request is worth nothing. */
function keyCases({ server, attacker, victim }: World): readonly AttackCase[] {
  const ask = (school: AttackedSchool, key: string, by = school) =>
    server.request(`/api/v1/members/${school.targets.userId}/roles`, {
      host: school.host,
      headers: { authorization: `Bearer ${by.token}`, 'idempotency-key': key },
      json: { role: 'viewer' },
    });
  return [
    {
      name: 'http: an idempotency key of another school shows nothing of its answer',
      attack: async () => {
        const key = `key ${newId()}`;
        const first = await ask(victim, key);
        const own = await ask(attacker, key);
        const there = await ask(victim, key, attacker);
        return [
          ...(first.status === 200 ? [] : [`the victim is answered ${first.status}: ${first.text}`]),
          ...(own.headers['idempotent-replayed'] === undefined ? [] : ['it is replayed at another school']),
          ...(there.status === 401 && !there.text.includes(victim.targets.userId)
            ? []
            : [`a stranger is answered ${there.status}: ${there.text}`]),
          ...([own, there].some(({ text }) => text.includes(victim.targets.userId))
            ? ['it shows the answer of the other school']
            : []),
        ];
      },
    },
    {
      name: 'http: a key that is known to exist is answered like one that does not',
      attack: async () => {
        const key = `key ${newId()}`;
        await ask(victim, key);
        const known = await ask(attacker, key);
        const unknown = await ask(attacker, `key ${newId()}`);
        return known.text === unknown.text ? [] : [`${known.text} and ${unknown.text}`];
      },
    },
  ];
}

/** Pages of other sites, and those whose names look like a school's. */
function originCases({ server, attacker, victim }: World): readonly AttackCase[] {
  const path = '/api/v1/tenants/current';
  const { host } = victim;
  const own = server.origin(host);
  const origins: Readonly<Record<string, string>> = {
    'another school': server.origin(attacker.host),
    'the platform': server.origin(),
    'another site': 'https://evil.example',
    'no origin at all': 'null',
    'a name that ends alike': server.origin(`evil-${host}`),
    'a name below it': server.origin(`evil.${host}`),
    'a name that begins alike': server.origin(`${host}.evil.example`),
    'a dot at the end': server.origin(`${host}.`),
    capitals: server.origin(host.toUpperCase()),
    // One letter is Cyrillic, as a browser encodes it.
    'letters that look alike': new URL(
      server.origin(host.replace(/[aeio]/, (latin) => alike[latin] ?? latin)),
    ).origin,
    'an encoded name': server.origin(`xn--${host}`),
    'another scheme': own.replace(/^http:/, 'https:'),
    'another port': own.replace(/:\d+$/, ':1'),
    'a user before it': own.replace('//', '//evil.example@'),
    'a path behind it': `${own}/`,
    'two at once': `${own} https://evil.example`,
    'a wildcard': '*',
  };
  return Object.entries(origins).map(([name, origin]) => ({
    name: `http: ${name} does not read a school’s API in a browser`,
    attack: async () => {
      const signedIn = { origin, authorization: `Bearer ${victim.token}` };
      const answers = [
        await server.request(path, { host, headers: { origin } }),
        await server.request(path, { host, headers: signedIn }),
        await server.request('/api/v1/nothing', { host, headers: { origin } }),
        await server.request(path, {
          method: 'OPTIONS',
          host,
          headers: { origin, 'access-control-request-method': 'POST' },
        }),
      ];
      return answers.flatMap(({ headers }) =>
        Object.keys(headers)
          .filter((header) => header.startsWith('access-control-allow'))
          .map((header) => `${header}: ${String(headers[header])}`),
      );
    },
  }));
}

const alike: Readonly<Record<string, string>> = { a: 'а', e: 'е', i: 'і', o: 'о' };

/** Headers that only our own proxies may write, from somebody who is none. */
function forgedCases({ server, attacker, victim }: World): readonly AttackCase[] {
  return [
    {
      name: 'http: a forged X-Forwarded-Host leads to no other school and into no link',
      attack: async () => {
        const forged = {
          'x-forwarded-host': victim.host,
          'x-forwarded-proto': 'https',
          'x-forwarded-server': victim.host,
          forwarded: `host=${victim.host};proto=https`,
          'x-original-host': victim.host,
        };
        const [honest, lied] = await Promise.all(
          [{}, forged].map((headers) =>
            server.request('/api/v1/tenants/current', { host: attacker.host, headers }),
          ),
        );
        return honest?.text === lied?.text && honest?.status === lied?.status
          ? []
          : [`it answers ${String(lied?.text)}`];
      },
    },
    {
      name: 'http: a forged X-Forwarded-For is no way around the limit of an address',
      attack: async () => {
        const email = `nobody-${newId()}@example.org`;
        const statuses: number[] = [];
        for (let n = 1; n <= 12; n++) {
          const headers = { 'x-forwarded-for': `198.51.100.${n}`, 'x-real-ip': `198.51.100.${n}` };
          const json = { email, password: 'not the right one' };
          statuses.push((await server.request('/api/v1/auth/login', { headers, json })).status);
        }
        return statuses.at(-1) === 429 ? [] : [`it answers ${statuses.join(', ')}`];
      },
    },
  ];
}

/** What mail readers send by themselves (see notifications) and programs that sign what they send. */
const withoutOrigin: readonly string[] = ['/stop-mails', '/api/payments/stripe/webhook'];

/** A form on another site, sent by the browser of somebody who has signed in here. */
function formCases({ server, victim, routes }: World): readonly AttackCase[] {
  const cookie = [...victim.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const targets: Readonly<Record<string, string>> = {
    ...victim.targets,
    projectId: victim.targets.campaignId,
  };
  return routes
    .filter(
      ({ method, path }) =>
        !['GET', 'ALL'].includes(method) && !path.endsWith('*') && !withoutOrigin.includes(path),
    )
    .map(({ method, path }) => ({
      name: `http: ${method} ${path}: a form of another site is refused`,
      attack: async () => {
        const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => targets[name] ?? 'x');
        const holes: string[] = [];
        for (const origin of [
          'https://evil.example',
          'null',
          server.origin(),
          server.origin(`evil.${victim.host}`),
        ])
          for (const type of [
            'application/x-www-form-urlencoded',
            'multipart/form-data; boundary=x',
            'text/plain',
            '',
          ]) {
            const headers = {
              cookie,
              origin,
              'sec-fetch-site': 'cross-site',
              ...(type === '' ? {} : { 'content-type': type }),
            };
            const { status } = await server.request(filled, {
              method,
              host: victim.host,
              headers,
              raw: 'a=b',
            });
            if (status !== 403) holes.push(`from ${origin} as “${type}” it answers ${status}`);
          }
        return holes;
      },
    }));
}
