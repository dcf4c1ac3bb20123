/** Composition root: the only file that knows every feature. */
import type { Hono } from 'hono';
import { createIdentity, identityEndpoints, identityPages, identityRest } from './features/identity/index.ts';
import { createSchoolDirectory, joinSchool, tenancyPages, tenancyRest } from './features/tenancy/index.ts';
import { createHttpApp } from './http/app.tsx';
import { createRest, healthRest } from './http/rest.ts';
import type { AppContext } from './platform/app-context.ts';
import type { JobHandlers } from './platform/jobs.ts';
import type { AppEnv } from './platform/request.ts';
import { serveTrpc } from './trpc/init.ts';
import { createRootRouter } from './trpc/root.ts';

export interface App {
  readonly http: Hono<AppEnv>;
  readonly jobs: JobHandlers;
}

export function createApp(ctx: AppContext, areJobsRunning: () => boolean): App {
  const directory = createSchoolDirectory(ctx);
  const identity = createIdentity(ctx, async (person, schoolId) => {
    if (schoolId !== null) await joinSchool(ctx, schoolId, person);
  });

  const http = createHttpApp({ ctx, identity, directory, beforeEverything: healthRest(ctx, areJobsRunning) });
  http.route('/api/auth', identityEndpoints(identity));
  http.route('/', createRest([identityRest(ctx, identity), tenancyRest()]));
  http.route('/', serveTrpc(ctx, createRootRouter({})));
  http.route('/', identityPages(ctx, identity));
  http.route('/', tenancyPages(ctx, directory));

  return { http, jobs: {} };
}
