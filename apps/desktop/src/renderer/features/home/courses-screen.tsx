import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CourseSummary } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Page } from '../../ui/page.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { useListFocus } from '../../ui/use-list-focus.ts';
import { matchesText } from '../../ui/text-match.ts';
import { trashWithUndo } from '../course/course-actions.ts';
import { CourseStatus } from '../course/course-status.tsx';
import { NoCourses } from './no-courses.tsx';
import { useNewCourse } from './use-new-course.ts';

/** Every course that this computer holds. */
export function CoursesScreen() {
  const { queries, t, formats } = useApp();
  const { data: courses } = useSuspenseQuery(queries.courses());
  const { openNewCourse, openImport } = useNewCourse();
  const [filter, setFilter] = useState('');
  const shown = courses
    .filter((course) => matchesText(course.title, filter))
    .toSorted((a, b) => a.title.localeCompare(b.title, formats.locale));
  const actions = courses.length > 0 && (
    <>
      <Button icon="importFile" onClick={openImport}>
        {t('home.importCourse')}
      </Button>
      <Button icon="plus" look="primary" onClick={openNewCourse}>
        {t('home.createCourse')}
      </Button>
    </>
  );
  return (
    <Page title={t('shell.courses')} actions={actions}>
      {courses.length === 0 ? (
        <NoCourses />
      ) : (
        <>
          <div className="max-w-80">
            <TextField
              label={t('home.filterCourses')}
              hideLabel
              placeholder={t('home.filterCourses')}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
          </div>
          {shown.length === 0 ? (
            <p className="text-15 text-muted">{t('home.noMatch', { text: filter })}</p>
          ) : (
            <CourseTable courses={shown} />
          )}
        </>
      )}
    </Page>
  );
}

function CourseTable({ courses }: { courses: readonly CourseSummary[] }) {
  const { t } = useApp();
  const listFocus = useListFocus<HTMLTableSectionElement>(courses);
  return (
    <table className="w-full border-collapse text-15">
      <TableHead
        columns={[
          { name: t('home.columnTitle') },
          { name: t('home.columnStatus'), className: 'hidden sm:table-cell' },
          { name: t('home.columnLessons'), isRight: true, className: 'hidden md:table-cell' },
          { name: t('home.columnChanged'), isRight: true, className: 'hidden sm:table-cell' },
          { name: t('common.more'), hideName: true },
        ]}
      />
      <tbody {...listFocus}>
        {courses.map((course) => (
          <CourseRow key={course.id} course={course} />
        ))}
      </tbody>
    </table>
  );
}

function CourseRow({ course }: { course: CourseSummary }) {
  const app = useApp();
  const { t, formats } = app;
  const act = useAct();
  return (
    <tr className="border-b border-line hover:bg-sunken">
      <td className="max-w-0 min-w-40 py-1 pr-4">
        <Link
          to="/course/$courseId"
          params={{ courseId: course.id }}
          className="block truncate rounded-control py-1 font-semibold"
        >
          {course.title}
        </Link>
      </td>
      <td className="hidden w-0 pr-4 sm:table-cell">
        <CourseStatus status={course.status} />
      </td>
      <td className="hidden w-0 pr-4 text-right tabular-nums md:table-cell">{course.lessonCount}</td>
      <td className="hidden w-0 pr-4 text-right whitespace-nowrap text-muted sm:table-cell">
        <time dateTime={course.updatedAt} title={formats.exact(course.updatedAt)}>
          {formats.moment(course.updatedAt)}
        </time>
      </td>
      <td className="w-0">
        <Menu
          groups={[
            [
              {
                label: t('commands.toTrash'),
                icon: 'trash',
                danger: true,
                run: () =>
                  void trashWithUndo(app, act, { kind: 'course', id: course.id, title: course.title }),
              },
            ],
          ]}
        >
          <IconButton icon="more" label={t('common.more')} />
        </Menu>
      </td>
    </tr>
  );
}
