import type { ContentHome } from '../../ipc/materials.ts';
import { Button } from '../ui/button.tsx';
import { addPicture } from './add-picture.ts';
import { useApp } from './app-context.tsx';
import { choosePictures } from './choose-files.ts';
import { useAct } from './use-act.ts';
import { useMaterial } from './use-material.ts';

interface PictureFieldProps {
  /** Of the button, so that others can lead to it. */
  name?: string;
  label: string;
  hint?: string;
  home: ContentHome;
  materialId: string | null;
  save: (materialId: string | null) => Promise<void>;
  /** Size of the picture. */
  className: string;
}

/** A picture that is chosen from this computer and kept with its course or campaign. */
export function PictureField({ name, label, hint, home, materialId, save, className }: PictureFieldProps) {
  const app = useApp();
  const { t, undo } = app;
  const act = useAct();
  const change = async (next: string | null) => {
    const before = materialId;
    const redo = () => save(next);
    await undo.perform(redo, () => ({
      label: t('course.fieldChanged', { field: label }),
      undo: () => save(before),
      redo,
    }));
  };
  const choose = () =>
    void act(async () => {
      const [file] = await choosePictures({ multiple: false });
      const added = file && (await addPicture(app, home, file));
      if (added) await change(added.materialId);
    });
  return (
    <div className="flex flex-col gap-1">
      <span className="text-14 font-semibold">{label}</span>
      {materialId !== null && <Cover materialId={materialId} className={`rounded-control ${className}`} />}
      <div className="flex gap-2">
        <Button icon="picture" name={name} onClick={choose}>
          {materialId === null ? t('course.chooseCover') : t('course.replaceCover')}
        </Button>
        {materialId !== null && (
          <Button look="quiet" onClick={() => void act(() => change(null))}>
            {t('course.removeCover')}
          </Button>
        )}
      </div>
      {hint !== undefined && <p className="text-13 text-muted">{hint}</p>}
    </div>
  );
}

/** Decoration: the title beside it says what it belongs to. */
export function Cover({ materialId, className }: { materialId: string; className: string }) {
  const material = useMaterial(materialId);
  return (
    <div className={`overflow-hidden bg-sunken ${className}`}>
      {material.state === 'ready' && <img src={material.url} alt="" className="size-full object-cover" />}
    </div>
  );
}
