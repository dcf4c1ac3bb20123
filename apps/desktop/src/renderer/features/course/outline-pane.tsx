import type { ReactNode } from 'react';
import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';

interface OutlinePaneProps {
  isEmpty: boolean;
  onAddLesson: () => void;
  onAddSection: () => void;
  children: ReactNode;
}

/** The outline with the ways to add to it below. */
export function OutlinePane({ isEmpty, onAddLesson, onAddSection, children }: OutlinePaneProps) {
  const t = useTranslate();
  return (
    <>
      {isEmpty ? <p className="px-4 pt-4 text-14 text-muted">{t('course.emptyOutline')}</p> : children}
      <div className="flex flex-wrap gap-1 p-2">
        <Button look="quiet" icon="plus" onClick={onAddLesson}>
          {t('course.addLesson')}
        </Button>
        <Button look="quiet" icon="folder" onClick={onAddSection}>
          {t('course.addSection')}
        </Button>
      </div>
    </>
  );
}
