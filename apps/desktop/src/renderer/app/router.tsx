import type { QueryExecuteOptions, QueryClient, QueryKey } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  useLocation,
} from '@tanstack/react-router';
import * as z from 'zod';
import { CampaignScreen } from '../features/campaigns/campaign-screen.tsx';
import { CampaignsScreen } from '../features/campaigns/campaigns-screen.tsx';
import { SectionRoute } from '../features/campaigns/section-route.tsx';
import { UpdateScreen } from '../features/campaigns/update-screen.tsx';
import { CourseOverview } from '../features/course/course-overview.tsx';
import { CourseScreen } from '../features/course/course-screen.tsx';
import { LessonRoute } from '../features/course/lesson-route.tsx';
import { ConnectScreen } from '../features/first-run/connect-screen.tsx';
import { CoursesScreen } from '../features/home/courses-screen.tsx';
import { HomeScreen } from '../features/home/home-screen.tsx';
import { SearchScreen } from '../features/search/search-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { ErrorScreen, NotFoundScreen } from '../features/shell/error-screen.tsx';
import { Frame } from '../features/shell/frame.tsx';
import { OpeningScreen } from '../features/shell/opening-screen.tsx';
import { SyncScreen } from '../features/sync/sync-screen.tsx';
import { TrashScreen } from '../features/trash/trash-screen.tsx';
import { isNotThere } from './engine-failure.ts';
import type { EngineQueries } from './queries.ts';
import { useIsThere } from './use-is-there.ts';

interface RouterContext {
  readonly cache: QueryClient;
  readonly queries: EngineQueries;
}

/** What the screens of a route cannot be drawn without; kept answers are fresh until the engine says otherwise. */
const read = <Data, Key extends QueryKey>(
  cache: QueryClient,
  options: QueryExecuteOptions<Data, Error, Data, Data, Key>,
): Promise<Data> => cache.query({ ...options, staleTime: 'static' });

/** What may be in Trash: its screen says so. */
const readIfThere = async <Data, Key extends QueryKey>(
  cache: QueryClient,
  options: QueryExecuteOptions<Data, Error, Data, Data, Key>,
): Promise<void> => {
  try {
    await read(cache, options);
  } catch (error) {
    if (!isNotThere(error)) throw error;
  }
};

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  loader: async ({ context: { cache, queries } }) => {
    await Promise.all([read(cache, queries.syncStatus()), read(cache, queries.campaignAccess())]);
  },
  component: Frame,
});

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  loader: async ({ context: { cache, queries } }) => {
    await Promise.all([read(cache, queries.courses()), read(cache, queries.campaigns())]);
  },
  component: HomeScreen,
});
const courses = createRoute({
  getParentRoute: () => frame,
  path: '/courses',
  loader: ({ context: { cache, queries } }) => read(cache, queries.courses()),
  component: CoursesScreen,
});
const course = createRoute({
  getParentRoute: () => frame,
  path: '/course/$courseId',
  loader: ({ context: { cache, queries }, params }) => readIfThere(cache, queries.outline(params.courseId)),
  component: function Course() {
    const { courseId } = course.useParams();
    const { queries } = course.useRouteContext();
    if (!useIsThere(courseId, queries.outline(courseId))) return <NotFoundScreen />;
    return <CourseScreen key={courseId} courseId={courseId} />;
  },
});
const overview = createRoute({
  getParentRoute: () => course,
  path: '/',
  validateSearch: z.object({ report: z.boolean().optional() }),
  component: function Overview() {
    const { courseId } = overview.useParams();
    const { report = false } = overview.useSearch();
    return <CourseOverview courseId={courseId} showsReport={report} />;
  },
});
const lesson = createRoute({
  getParentRoute: () => course,
  path: 'lesson/$lessonId',
  validateSearch: z.object({ isNew: z.boolean().optional() }),
  component: function Lesson() {
    const { courseId, lessonId } = lesson.useParams();
    const { isNew = false } = lesson.useSearch();
    return <LessonRoute courseId={courseId} lessonId={lessonId} isNew={isNew} />;
  },
});
const campaigns = createRoute({
  getParentRoute: () => frame,
  path: '/campaigns',
  loader: ({ context: { cache, queries } }) => read(cache, queries.campaigns()),
  component: CampaignsScreen,
});
const campaign = createRoute({
  getParentRoute: () => frame,
  path: '/campaign/$campaignId',
  loader: async ({ context: { cache, queries }, params: { campaignId } }) => {
    await Promise.all([
      readIfThere(cache, queries.campaign(campaignId)),
      readIfThere(cache, queries.pledges(campaignId)),
    ]);
  },
  component: function Campaign() {
    const { campaignId } = campaign.useParams();
    const { queries } = campaign.useRouteContext();
    if (!useIsThere(campaignId, queries.campaign(campaignId))) return <NotFoundScreen />;
    return <CampaignScreen key={campaignId} campaignId={campaignId} />;
  },
});
const campaignStart = createRoute({
  getParentRoute: () => campaign,
  path: '/',
  beforeLoad: ({ params: { campaignId } }) =>
    redirect({
      to: '/campaign/$campaignId/$section',
      params: { campaignId, section: 'basics' },
      replace: true,
      throw: true,
    }),
});
const campaignSection = createRoute({
  getParentRoute: () => campaign,
  path: '$section',
  validateSearch: z.object({ field: z.string().optional(), itemId: z.string().optional() }),
  component: function Section() {
    const { campaignId, section } = campaignSection.useParams();
    const { field, itemId } = campaignSection.useSearch();
    return <SectionRoute campaignId={campaignId} section={section} field={field} itemId={itemId} />;
  },
});
const campaignUpdate = createRoute({
  getParentRoute: () => campaign,
  path: 'updates/$updateId',
  validateSearch: z.object({ isNew: z.boolean().optional() }),
  component: function Update() {
    const { campaignId, updateId } = campaignUpdate.useParams();
    const { isNew = false } = campaignUpdate.useSearch();
    return <UpdateScreen campaignId={campaignId} updateId={updateId} isNew={isNew} />;
  },
});
const search = createRoute({
  getParentRoute: () => frame,
  path: '/search',
  validateSearch: z.object({ q: z.string().optional() }),
  component: function Search() {
    // Every visit is a search of its own: going back leads to what was looked for there.
    const visit = useLocation({ select: ({ state }) => state.__TSR_index });
    return <SearchScreen key={visit} />;
  },
});
const sync = createRoute({
  getParentRoute: () => frame,
  path: '/sync',
  loader: async ({ context: { cache, queries } }) => {
    await Promise.all([read(cache, queries.conflicts()), read(cache, queries.refused())]);
  },
  component: SyncScreen,
});
const trash = createRoute({
  getParentRoute: () => frame,
  path: '/trash',
  loader: ({ context: { cache, queries } }) => read(cache, queries.trash()),
  component: TrashScreen,
});
const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  loader: ({ context: { cache, queries } }) => read(cache, queries.about()),
  component: SettingsScreen,
});
const connect = createRoute({ getParentRoute: () => root, path: '/connect', component: ConnectScreen });

const routeTree = root.addChildren([
  frame.addChildren([
    home,
    courses,
    course.addChildren([overview, lesson]),
    campaigns,
    campaign.addChildren([campaignStart, campaignSection, campaignUpdate]),
    search,
    sync,
    trash,
    settings,
  ]),
  connect,
]);

/** Addresses lie in the hash: the same files work from loopback and from the app's own protocol. */
export const createAppRouter = (context: RouterContext) =>
  createRouter({
    routeTree,
    context,
    history: createHashHistory(),
    // The cache decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingComponent: OpeningScreen,
    defaultErrorComponent: ErrorScreen,
    defaultNotFoundComponent: NotFoundScreen,
    scrollRestoration: false,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
