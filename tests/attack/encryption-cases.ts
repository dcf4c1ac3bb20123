/** Somebody has the database, or writes in it: encrypted fields tell nothing, and stand only where they were written. */
import { createMasterKeys } from '../../apps/cloud/src/platform/encryption/master-keys.ts';
import { paymentReferences } from '../../apps/cloud/src/testing/payment-references.ts';
import { tablesWith } from '../../apps/cloud/src/testing/search-database.ts';
import { startTestServer } from '../../apps/cloud/src/testing/start-test-server.ts';
import type { AttackCase } from './attack-case.ts';
import type { AttackedSchool, World } from './world.ts';

const SEALED = ['sealed_checkout_id', 'sealed_checkout_url', 'sealed_payment_id'];

export function encryptionCases(world: World): readonly AttackCase[] {
  const { database, server, payments, attacker, victim } = world;
  const { admin } = database;
  return [
    {
      name: 'encryption: a dump of the database by a superuser holds no reference to a payment',
      attack: async () => {
        const references = paymentReferences(payments);
        if (references.length < 4) return ['nothing was paid'];
        return (await tablesWith(admin, references)).map((table) => `${table} holds one`);
      },
    },
    {
      name: 'encryption: no reference to a payment is in the log',
      attack: async () => {
        const log = JSON.stringify(server.log);
        return paymentReferences(payments).filter((reference) => log.includes(reference));
      },
    },
    ...SEALED.map((column) => ({
      name: `encryption: ${column} of another school, or of another field, is refused, and an alarm raised`,
      attack: async () => [
        ...(await planted(world, column, { column, of: victim })),
        ...(await planted(world, column, { column: otherThan(column), of: attacker })),
      ],
    })),
    {
      name: 'encryption: the wrapped keys of another school open nothing, and raise an alarm',
      attack: async () => {
        const [alarms, tenantId] = [alarmsOf(world), attacker.tenantId];
        await admin`create table own_key as select * from data_key where tenant_id = ${tenantId}`;
        await admin`update data_key set wrapped = theirs.wrapped from data_key theirs
          where data_key.tenant_id = ${tenantId} and theirs.tenant_id = ${victim.tenantId}
            and theirs.purpose = data_key.purpose and theirs.generation = data_key.generation`;
        const status = await openPledge(world, attacker);
        await admin`update data_key set wrapped = own_key.wrapped from own_key
          where data_key.tenant_id = own_key.tenant_id and own_key.purpose = data_key.purpose
            and own_key.generation = data_key.generation`;
        await admin`drop table own_key`;
        return refusal(world, { status, alarms });
      },
    },
  ];
}

/** A server starts only where row-level security is in force: these are not for a database without it. */
export const startingCases = ({ database }: World): readonly AttackCase[] => [
  {
    name: 'encryption: a server without the master keys of its database does not start',
    attack: async () => {
      const others = createMasterKeys([['test', new Uint8Array(32).fill(8)]]);
      return startTestServer(database, { masterKeys: others }).then(
        async (started) => {
          await started.stop();
          return ['it starts'];
        },
        (error: unknown) => (String(error).includes('MASTER_KEYS lacks keys') ? [] : [String(error)]),
      );
    },
  },
];

const otherThan = (column: string): string => SEALED.find((each) => each !== column) ?? '';

/** Puts another ciphertext into the attacker's own row, looks at its pledge, and puts everything back. */
async function planted(
  world: World,
  column: string,
  from: { readonly column: string; readonly of: AttackedSchool },
): Promise<readonly string[]> {
  const { admin } = world.database;
  const own = world.attacker.targets.pledgeId;
  const [before] = await admin.unsafe(
    `select ${column} as sealed from payment_attempt where pledge_id = $1`,
    [own],
  );
  const alarms = alarmsOf(world);
  await admin.unsafe(
    `update payment_attempt set ${column} = (select ${from.column} from payment_attempt where pledge_id = $2)
     where pledge_id = $1`,
    [own, from.of.targets.pledgeId],
  );
  const status = await openPledge(world, world.attacker);
  await admin.unsafe(`update payment_attempt set ${column} = $2 where pledge_id = $1`, [
    own,
    before?.['sealed'] as Uint8Array,
  ]);
  const after = await openPledge(world, world.attacker);
  return [
    ...refusal(world, { status, alarms }),
    ...(after === 200 ? [] : [`the row as it was is answered ${after}`]),
  ];
}

const openPledge = async ({ server }: World, school: AttackedSchool): Promise<number> =>
  (await server.request(`/pledges/${school.targets.pledgeId}?key=${school.pledgeKey}`, { host: school.host }))
    .status;

const alarmsOf = ({ server }: World): number =>
  server.log.filter(({ msg }) => String(msg).includes('tampered with')).length;

const refusal = (
  world: World,
  { status, alarms }: { readonly status: number; readonly alarms: number },
): readonly string[] => [
  ...(status === 500 ? [] : [`it is answered ${status}`]),
  ...(alarmsOf(world) > alarms ? [] : ['there is no alarm']),
];
