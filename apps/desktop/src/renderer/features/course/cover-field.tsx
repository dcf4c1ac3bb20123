import { useApp } from '../../app/app-context.tsx';
import { addPicture } from '../../app/add-picture.ts';
import { choosePictures } from '../../app/choose-pictures.ts';
import { useAct } from '../../app/use-act.ts';
import { useMaterial } from '../../app/use-material.ts';
import { Button } from '../../ui/button.tsx';
import type { CourseFieldProps } from './course-details.tsx';

export function CoverField({ course, patch }: CourseFieldProps) {
  const app = useApp();
  const { t, undo } = app;
  const act = useAct();

  const change = async (coverMaterialId: string | null) => {
    const before = course.coverMaterialId;
    await patch({ coverMaterialId });
    undo.push({
      label: t('course.fieldChanged', { field: t('course.cover') }),
      undo: () => patch({ coverMaterialId: before }),
      redo: () => patch({ coverMaterialId }),
    });
  };
  const choose = () =>
    void act(async () => {
      const [file] = await choosePictures({ multiple: false });
      const added = file && (await addPicture(app, course.id, file));
      if (added) await change(added.materialId);
    });
  return (
    <div className="flex flex-col gap-1">
      <span className="text-14 font-semibold">{t('course.cover')}</span>
      {course.coverMaterialId === null ? null : (
        <Cover materialId={course.coverMaterialId} className="h-36 rounded-control" />
      )}
      <div className="flex gap-2">
        <Button icon="picture" onClick={choose}>
          {t('course.chooseCover')}
        </Button>
        {course.coverMaterialId !== null && (
          <Button look="quiet" onClick={() => void act(() => change(null))}>
            {t('course.removeCover')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Decoration: the title beside it says what the course is. */
export function Cover({ materialId, className }: { materialId: string; className: string }) {
  const material = useMaterial(materialId);
  return (
    <div className={`overflow-hidden bg-sunken ${className}`}>
      {material.state === 'ready' && <img src={material.url} alt="" className="size-full object-cover" />}
    </div>
  );
}
