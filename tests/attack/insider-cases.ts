/** People of one school against what needs more than they have there: every route and procedure of the table. */
import { ruleOf } from '@educrowd/shared/permissions/matrix';
import { procedureNeeds, routeNeeds, type Need } from '../../apps/cloud/src/endpoint-permissions.ts';
import type { Answer, TestRequest } from '../../apps/cloud/src/testing/start-test-server.ts';
import type { AttackCase } from './attack-case.ts';
import { fromStation, mayDo, type Insider, type Station } from './insider.ts';
import { insiderRoleCases } from './insider-role-cases.ts';
import { insiderStreamCases } from './insider-stream-cases.ts';
import { insiderSyncCases } from './insider-sync-cases.ts';
import { envelope, questions, streams } from './procedure-cases.ts';
import { bodies, parameters } from './request-cases.ts';
import type { World } from './world.ts';

export const insiderCases = (world: World, stations: readonly Station[]): readonly AttackCase[] => [
  ...stations.map((station) => ({
    name: `insider: ${station.name} gets nothing over REST and pages that needs more`,
    attack: () => fromStation(world, station, (insider) => askRoutes(world, station, insider)),
  })),
  ...stations.map((station) => ({
    name: `insider: ${station.name} calls no procedure that needs more`,
    attack: () => fromStation(world, station, (insider) => callProcedures(world, station, insider)),
  })),
  ...insiderSyncCases(world, stations),
  ...insiderStreamCases(world),
  ...insiderRoleCases(world, stations),
];

const needsRole = (need: Need): boolean =>
  need !== 'everyone' && need !== 'signedIn' && typeof ruleOf(need).roles !== 'string';

/** About things of the own school that somebody else has made. */
async function askRoutes(world: World, station: Station, insider: Insider): Promise<string[]> {
  const { targets } = world.attacker;
  const holes: string[] = [];
  for (const [route, need] of Object.entries(routeNeeds)) {
    if (!needsRole(need) || mayDo(station, need)) continue;
    const [method = '', path = ''] = route.split(' ');
    const values = parameters(targets);
    const body = bodies[route];
    const { status } = await (method === 'ALL'
      ? upload(world, insider)
      : ask(world, insider, {
          path: path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? 'x'),
          method,
          ...(body?.json ? { json: body.json(targets) } : ownBodies[route]),
          ...(body?.form ? { form: body.form(targets) } : {}),
        }));
    if (method === 'ALL' ? !refusals.includes(status) : status !== 403)
      holes.push(`${route} (${need}) answers ${status} and not 403`);
  }
  return holes;
}

/** Of routes that take no id: without a body that is understood they would refuse for other reasons. */
const ownBodies: Readonly<Record<string, TestRequest>> = {
  'POST /api/v1/roles': { json: { name: 'Insiders', permissions: ['audit.view'] } },
};

const ask = (
  { server, attacker }: World,
  { token }: Insider,
  { path, ...request }: TestRequest & { readonly path: string },
): Promise<Answer> =>
  server.request(path, {
    host: attacker.host,
    ...request,
    headers: { authorization: `Bearer ${token}`, ...request.headers },
  });

/** The bytes of a file that somebody else has announced. */
function upload(world: World, insider: Insider): Promise<Answer> {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  const { materialId } = world.attacker.targets;
  return ask(world, insider, {
    path: '/api/files',
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': '3',
      'upload-metadata': `materialId ${encoded(materialId)},sha256 ${encoded('a'.repeat(64))}`,
    },
  });
}

/** What a person may not see is answered like what is not there. */
const refusals: readonly number[] = [403, 404];

async function callProcedures(world: World, station: Station, insider: Insider): Promise<string[]> {
  const { canary, targets } = world.attacker;
  const holes: string[] = [];
  for (const [procedure, need] of Object.entries(procedureNeeds)) {
    if (mayDo(station, need)) continue;
    if (streams.includes(procedure)) {
      const input = encodeURIComponent(JSON.stringify({ holdings: ['staff', 'course:*'] }));
      const { text } = await ask(world, insider, { path: `/trpc/${procedure}?input=${input}` });
      if (!text.includes('FORBIDDEN')) holes.push(`${procedure} (${need}) answers ${text.slice(0, 200)}`);
      continue;
    }
    const asked = questions[procedure] ?? [{ what: 'no question', input: () => envelope() }];
    for (const { what, input } of asked) {
      const { status, text } = await ask(world, insider, {
        path: `/trpc/${procedure}`,
        json: input(targets),
      });
      if (!refusals.includes(status))
        holes.push(`${procedure} (${need}): ${what} is answered with ${status}`);
      if (text.includes(canary)) holes.push(`${procedure} (${need}): ${what} shows what others have made`);
    }
  }
  return holes;
}
