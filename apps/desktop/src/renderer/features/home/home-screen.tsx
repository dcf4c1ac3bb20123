import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { HomeCampaigns } from '../campaigns/home-campaigns.tsx';
import { ContinueCard } from './continue-card.tsx';
import { CourseCard } from './course-card.tsx';
import { FirstSync } from './first-sync.tsx';
import { NeedsYou } from './needs-you.tsx';
import { NoCourses } from './no-courses.tsx';
import { useNewCourse } from './use-new-course.ts';

const SHOWN_COURSES = 6;

/** Where a person left off, what waits for them, and their courses. */
export function HomeScreen() {
  const { queries, t } = useApp();
  const { data: courses } = useSuspenseQuery(queries.courses());
  const { data: session } = useSuspenseQuery(queries.session());
  const { openNewCourse, openImport } = useNewCourse();
  const shown = courses.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, SHOWN_COURSES);
  const name = session.current?.displayName ?? '';
  return (
    <Page title={t('home.greeting', { name })} windowTitle={t('shell.home')} look="greeting">
      <FirstSync />
      <NeedsYou />
      <ContinueCard />
      <HomeCampaigns />
      {courses.length === 0 ? (
        <NoCourses />
      ) : (
        <section aria-labelledby="courses" className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-2">
            <h2 id="courses" className="flex-1 text-20 font-semibold">
              {t('home.recentCourses')}
            </h2>
            <Button icon="importFile" onClick={openImport}>
              {t('home.importCourse')}
            </Button>
            <Button icon="plus" look="primary" onClick={openNewCourse}>
              {t('home.createCourse')}
            </Button>
          </div>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-4">
            {shown.map((course) => (
              <CourseCard
                key={course.id}
                course={course}
                showsCover={shown.some(({ coverMaterialId }) => coverMaterialId !== null)}
                showsPending={session.current?.school !== null}
              />
            ))}
          </ul>
          {courses.length > SHOWN_COURSES && (
            <Link to="/courses" className="self-start rounded-control text-15 font-semibold text-brand-text">
              {t('home.allCourses')}
            </Link>
          )}
        </section>
      )}
    </Page>
  );
}
