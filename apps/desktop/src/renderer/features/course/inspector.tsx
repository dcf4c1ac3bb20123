import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { Outline } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ImportReport } from '../importing/import-report.tsx';
import { CourseDetails } from './course-details.tsx';

/** What belongs to the course as a whole. */
export function Inspector({ courseId }: { courseId: string }) {
  const { queries, t } = useApp();
  const { data: course } = useSuspenseQuery({ ...queries.outline(courseId), select: courseOf });
  const [tab, setTab] = useState('details');
  if (!course.hasImportReport) {
    return (
      <div className="p-4">
        <CourseDetails course={course} />
      </div>
    );
  }
  return (
    <Tabs
      label={t('course.inspector')}
      value={tab}
      onChange={setTab}
      className="px-4"
      tabs={[
        {
          id: 'details',
          label: t('course.details'),
          content: (
            <div className="py-4">
              <CourseDetails course={course} />
            </div>
          ),
        },
        { id: 'report', label: t('course.importReport'), content: <ImportReport courseId={course.id} /> },
      ]}
    />
  );
}

const courseOf = ({ course }: Outline) => course;
