/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { storableText, toShowableText } from '@educrowd/shared/primitives/text';
import type { AppContext } from '../../platform/app-context.ts';
import { buttonClass } from '@educrowd/shared/design/web-button';
import { ButtonLink } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import { PageLinks } from '../../platform/page/page-links.tsx';
import { tenantOf, type AppEnv, type School } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { CampaignCards, readCampaignList } from '../campaigns/index.ts';
import { CourseCards } from './course-card.tsx';
import { COURSES_PER_PAGE, readSchoolText, type CatalogueQuery } from './course-store.ts';
import { readCourseList } from './read-course-list.ts';

const levels = ['beginner', 'intermediate', 'advanced'] as const;
const searchSchema = z.object({
  q: z.string().trim().catch(''),
  level: z.enum(levels).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** A longer one fits nothing. */
const SEARCH_LENGTH = 200;
const findable = storableText(SEARCH_LENGTH);

/** A school's home, with one of its campaigns, and its catalogue. */
export const coursePages = (ctx: AppContext) =>
  new Hono<AppEnv>()
    .get('/', async (c, next) => {
      const { school } = c.var;
      if (!school) return next();
      const home = await readTenant(ctx.door, tenantOf(c.var), async (tx) => ({
        courses: await readCourseList(tx, { text: '', level: null, page: 1, perPage: 3 }),
        campaigns: await readCampaignList(tx, { status: 'live', page: 1, perPage: 1 }),
        description: await readSchoolText(tx),
      }));
      return c.render(<SchoolHome c={c} school={school} {...home} />, {
        title: school.name,
        width: 'wide',
        description: home.description,
      });
    })
    .get('/courses', async (c) => {
      const { q, level, page } = searchSchema.parse(c.req.query());
      const query: CatalogueQuery = { text: q, level, page, perPage: COURSES_PER_PAGE };
      const found = findable.safeParse(q).success
        ? await readTenant(ctx.door, tenantOf(c.var), (tx) => readCourseList(tx, query))
        : { rows: [], total: 0, covers: new Set<string>() };
      return c.render(<Catalogue c={c} query={query} found={found} />, {
        title: c.var.t('learning.catalogueTitle'),
        width: 'wide',
      });
    });

type Found = Awaited<ReturnType<typeof readCourseList>>;
type PageContext = Context<AppEnv>;

interface HomeProps {
  readonly c: PageContext;
  readonly school: School;
  readonly description: string;
  readonly courses: Found;
  readonly campaigns: Awaited<ReturnType<typeof readCampaignList>>;
}

const SchoolHome = ({ c, school, description, courses, campaigns }: HomeProps) => (
  <>
    <h1 class="max-w-reading text-title font-bold md:text-display">{school.name}</h1>
    {description && <p class="mt-4 max-w-reading text-large text-muted">{description}</p>}
    <h2 class="mt-12 mb-4 text-heading font-bold">{c.var.t('learning.newCourses')}</h2>
    {courses.total === 0 ? (
      <NoCourses c={c} />
    ) : (
      <>
        <CourseCards c={c} list={courses} />
        <p class="mt-6">
          <ButtonLink href="/courses">{c.var.t('learning.allCourses')}</ButtonLink>
        </p>
      </>
    )}
    {campaigns.rows.length > 0 && (
      <>
        <h2 class="mt-12 mb-4 text-heading font-bold">{c.var.t('campaignPage.onHome')}</h2>
        <CampaignCards c={c} list={campaigns} isAlone />
        <p class="mt-6">
          <ButtonLink href="/campaigns" look="quiet">
            {c.var.t('campaignPage.allCampaigns')}
          </ButtonLink>
        </p>
      </>
    )}
  </>
);

const NoCourses = ({ c }: { readonly c: PageContext }) => (
  <div class="rounded-card border border-line bg-surface p-6">
    <p class="font-semibold">{c.var.t('learning.noCoursesYet')}</p>
    <p class="mt-1 text-muted">{c.var.t('learning.noCoursesYetHint')}</p>
  </div>
);

function Catalogue({
  c,
  query,
  found,
}: {
  readonly c: PageContext;
  readonly query: CatalogueQuery;
  readonly found: Found;
}) {
  const { t } = c.var;
  const isSearch = query.text !== '' || query.level !== null;
  return (
    <>
      <PageTitle>{t('learning.catalogueTitle')}</PageTitle>
      <form method="get" action="/courses" role="search" class="mb-6">
        <label for="q" class="mb-1 block font-semibold">
          {t('learning.searchCourses')}
        </label>
        <div class="flex max-w-reading gap-2">
          <input
            id="q"
            name="q"
            type="search"
            value={toShowableText(query.text)}
            maxlength={SEARCH_LENGTH}
            class="min-h-12 w-full min-w-0 rounded-control border border-control bg-surface px-3 py-2"
          />
          <button type="submit" class={`${buttonClass('solid')} shrink-0`}>
            {t('learning.search')}
          </button>
        </div>
        <LevelFilter c={c} query={query} />
      </form>
      {found.total === 0 && !isSearch ? (
        <NoCourses c={c} />
      ) : (
        <>
          <p class="mb-4 text-muted" role="status">
            {t('learning.foundCourses', { count: found.total })}
          </p>
          {found.total === 0 && <NothingFits c={c} />}
          {found.rows.length > 0 && <CourseCards c={c} list={found} />}
          <PageLinks
            t={t}
            page={query.page}
            pages={Math.ceil(found.total / query.perPage)}
            hrefOf={(page) => pageHref(query, page)}
          />
        </>
      )}
    </>
  );
}

function LevelFilter({ c, query }: { readonly c: PageContext; readonly query: CatalogueQuery }) {
  const { t } = c.var;
  const names = {
    beginner: t('learning.levelBeginner'),
    intermediate: t('learning.levelIntermediate'),
    advanced: t('learning.levelAdvanced'),
  };
  return (
    <details class="mt-2" open={query.level !== null}>
      <summary class="disclosure min-h-12 font-semibold">{t('learning.filters')}</summary>
      <fieldset class="flex flex-wrap gap-x-6">
        <legend class="text-small text-muted">{t('learning.level')}</legend>
        {[null, ...levels].map((level) => (
          <label key={level ?? 'any'} class="flex min-h-12 items-center gap-2">
            <input
              type="radio"
              name="level"
              value={level ?? ''}
              checked={query.level === level}
              class="size-5"
            />
            {level === null ? t('learning.anyLevel') : names[level]}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

const NothingFits = ({ c }: { readonly c: PageContext }) => (
  <div class="rounded-card border border-line bg-surface p-6">
    <p>{c.var.t('learning.nothingFits')}</p>
    <p class="mt-2">
      <a href="/courses" class="text-brand-text underline">
        {c.var.t('learning.clearSearch')}
      </a>
    </p>
  </div>
);

const pageHref = ({ text, level }: CatalogueQuery, page: number): string =>
  `/courses?${new URLSearchParams({ ...(text && { q: text }), ...(level && { level }), page: String(page) }).toString()}`;
