import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { TitleDialog } from '../../ui/title-dialog.tsx';
import { useCreateCourse } from './use-create-course.ts';

export function NewCourseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const createCourse = useCreateCourse();
  const create = async (title: string) => {
    const courseId = await act(() => createCourse(title));
    if (courseId === null) return;
    onClose();
    await navigate({ to: '/course/$courseId', params: { courseId } });
  };
  return (
    <TitleDialog
      title={t('home.newCourseTitle')}
      label={t('home.newCourseField')}
      hint={t('home.newCourseHint')}
      missing={t('home.newCourseMissing')}
      action={t('home.createCourse')}
      onCreate={create}
      onClose={onClose}
    />
  );
}
