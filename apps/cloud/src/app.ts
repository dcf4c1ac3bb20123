/** Composition root: the only file that knows every feature. */
import type { Hono } from 'hono';
import { financePages } from './features/finance/index.ts';
import { auditPages, auditRest, makeAllCheckpoints, signNewEntries } from './features/audit/index.ts';
import {
  campaignMutations,
  campaignPages,
  campaignPurge,
  campaignRest,
  campaignsRouter,
  END_CAMPAIGN_TASK,
  endCampaign,
  endCampaignPayload,
  endOverdueCampaigns,
} from './features/campaigns/index.ts';
import {
  COLLECT_FILE_TASK,
  collectFileJob,
  deleteExpiredUploads,
  courseMutations,
  coursePages,
  coursePurge,
  courseRest,
  enrolmentAudience,
  fileRoutes,
} from './features/courses/index.ts';
import {
  createIdentity,
  forgetExpired,
  identityEndpoints,
  identityPages,
  identityRest,
} from './features/identity/index.ts';
import { learningPages, learningPurge, learningRest, materialPages } from './features/learning/index.ts';
import {
  bellFor,
  deliverEventsJob,
  forgetNotifications,
  forgetToldEvents,
  notificationMutations,
  notificationPages,
  notificationPurge,
  notificationRest,
  notificationStream,
} from './features/notifications/index.ts';
import { backerAudience, createPayments, pledgeAudience } from './features/payments/index.ts';
import { memberPages, rolePages, rolesRest } from './features/roles/index.ts';
import {
  collectAllTombstones,
  combineHandlers,
  COMPACT_TASK,
  compactDocument,
  compactPayload,
  conflictAudience,
  createPokeHub,
  createSyncRouter,
  purgeAllTrash,
  syncCommands,
} from './features/sync/index.ts';
import {
  createSchoolDirectory,
  joinSchool,
  noteSignIn,
  readSchool,
  renameMember,
  tenancyPages,
  tenancyRest,
} from './features/tenancy/index.ts';
import { createHttpApp } from './http/app.tsx';
import { forgetAnswers } from './http/idempotency-keys.ts';
import { createRest, healthRest } from './http/rest.ts';
import type { AppContext } from './platform/app-context.ts';
import {
  RENEW_TASK,
  renewEverySchool,
  renewFields,
  renewPayload,
} from './platform/encryption/renew-fields.ts';
import { DELIVER_EVENTS_TASK, type Audiences } from './platform/events.ts';
import { defineJob, type HourlyWork, type JobHandlers } from './platform/jobs.ts';
import { SEND_MAIL_TASK, sendMailJob } from './platform/mail-job.ts';
import type { AppEnv } from './platform/request.ts';
import { serveTrpc } from './trpc/init.ts';
import { createRootRouter } from './trpc/root.ts';

export interface App {
  readonly http: Hono<AppEnv>;
  readonly jobs: JobHandlers;
  readonly hourly: HourlyWork;
  /** Names of all tRPC procedures: `sync.push`. */
  readonly procedures: readonly string[];
  /** Names of all commands that devices may send. */
  readonly commands: readonly string[];
}

export function createApp(ctx: AppContext, areJobsRunning: () => boolean): App {
  const directory = createSchoolDirectory(ctx);
  const identity = createIdentity(ctx, {
    confirmed: async (person, schoolId) => {
      if (schoolId !== null) await joinSchool(ctx, schoolId, person);
    },
    signedIn: async (userId, schoolId) => {
      if (schoolId !== null) await noteSignIn(ctx, schoolId, userId);
    },
    renamed: (person) => renameMember(ctx, person),
  });

  const payments = createPayments(ctx);
  signNewEntries(ctx);

  const http = createHttpApp({
    ctx,
    identity,
    directory,
    bell: bellFor(ctx),
    beforeEverything: [healthRest(ctx, areJobsRunning), payments.webhook],
  });
  http.route('/api/auth', identityEndpoints(identity));
  http.route(
    '/',
    createRest({ ctx, directory }, [
      identityRest(ctx, identity),
      tenancyRest(),
      rolesRest(ctx),
      auditRest(ctx),
      courseRest(ctx),
      learningRest(ctx),
      campaignRest(ctx),
      notificationRest(ctx),
      payments.rest,
    ]),
  );
  const mutations = combineHandlers([
    syncCommands,
    courseMutations,
    campaignMutations,
    notificationMutations,
  ]);
  const procedures = createRootRouter({
    sync: createSyncRouter(mutations, createPokeHub(ctx.heads)),
    campaigns: campaignsRouter,
  });
  http.route('/', serveTrpc(ctx, procedures));
  http.route('/', fileRoutes(ctx));
  http.route('/', notificationStream(ctx, identity.liveSessions));
  http.route('/', notificationPages(ctx));
  http.route('/', materialPages(ctx));
  http.route('/', identityPages(ctx, identity));
  http.route('/', coursePages(ctx));
  http.route('/', learningPages(ctx));
  http.route('/', campaignPages(ctx));
  http.route('/', payments.pages);
  http.route('/', auditPages(ctx));
  http.route('/', financePages(ctx));
  http.route('/', memberPages(ctx));
  http.route('/', rolePages(ctx));
  http.route('/', tenancyPages(ctx, directory));

  const jobs: JobHandlers = {
    [DELIVER_EVENTS_TASK]: deliverEventsJob({
      ctx,
      audiences,
      readSchool: (tenantId) => readSchool(ctx.door, tenantId),
    }),
    ...payments.jobs,
    [SEND_MAIL_TASK]: sendMailJob,
    [COMPACT_TASK]: defineJob(compactPayload, (payload) => compactDocument(ctx.door, payload)),
    [COLLECT_FILE_TASK]: collectFileJob(ctx),
    [RENEW_TASK]: defineJob(renewPayload, (payload) => renewFields(ctx, payload)),
    [END_CAMPAIGN_TASK]: defineJob(endCampaignPayload, (payload) => endCampaign(ctx.door, payload)),
  };
  return {
    http,
    jobs,
    procedures: Object.keys(procedures._def.procedures),
    commands: Object.keys(mutations.commands),
    hourly: {
      ...payments.hourly,
      'forget-expired-sign-ins': forgetExpired,
      'end-overdue-campaigns': endOverdueCampaigns,
      'forget-answers': forgetAnswers,
      'delete-expired-uploads': deleteExpiredUploads,
      'forget-told-events': forgetToldEvents,
      'forget-notifications': forgetNotifications,
      'make-audit-checkpoints': makeAllCheckpoints,
      'purge-trash': (each) => purgeAllTrash(each, purgeRules),
      'collect-tombstones': collectAllTombstones,
      'renew-encryption': renewEverySchool,
    },
  };
}

const purgeRules = [coursePurge, learningPurge, campaignPurge, notificationPurge];

/** Who hears of what. */
const audiences: Audiences = {
  'course.enrolled': enrolmentAudience,
  'pledge.collected': pledgeAudience,
  'payment.failed': pledgeAudience,
  'refund.failed': pledgeAudience,
  'campaignUpdate.published': backerAudience,
  'conflict.waiting': conflictAudience,
};
