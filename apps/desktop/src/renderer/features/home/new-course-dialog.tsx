import { useState, type SyntheticEvent } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useCreateCourse } from './use-create-course.ts';

export function NewCourseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const createCourse = useCreateCourse();
  const [title, setTitle] = useState('');
  const [isMissing, setMissing] = useState(false);
  const create = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (title.trim() === '') {
      setMissing(true);
      return;
    }
    const courseId = await act(() => createCourse(title));
    if (courseId === null) return;
    onClose();
    await navigate({ to: '/course/$courseId', params: { courseId } });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('home.newCourseTitle')}>
      <form onSubmit={(event) => void create(event)} noValidate className="flex flex-col gap-4">
        <TextField
          large
          label={t('home.newCourseField')}
          hint={t('home.newCourseHint')}
          error={isMissing ? t('home.newCourseMissing') : undefined}
          value={title}
          maxLength={300}
          onChange={(event) => {
            setTitle(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary">
            {t('home.createCourse')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
