import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNewCourse } from './use-new-course.ts';

export function NoCourses() {
  const t = useTranslate();
  const { openNewCourse, openImport } = useNewCourse();
  return (
    <EmptyState icon="course" title={t('home.emptyTitle')} body={t('home.emptyBody')}>
      <Button look="primary" icon="plus" onClick={openNewCourse}>
        {t('home.createCourse')}
      </Button>
      <Button icon="importFile" onClick={openImport}>
        {t('home.importCourse')}
      </Button>
    </EmptyState>
  );
}
