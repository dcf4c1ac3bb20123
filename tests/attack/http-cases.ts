/** Requests as attackers write them: with keys, headers and origins that are not theirs. */
import { newId } from '@educrowd/shared/primitives/id';
import type { AttackCase } from './attack-case.ts';
import type { AttackedSchool, World } from './world.ts';

export const httpCases = (world: World): readonly AttackCase[] => [...keyCases(world)];

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
