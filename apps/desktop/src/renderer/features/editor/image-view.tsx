import { useState, type ReactNode } from 'react';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { addPicture } from '../../app/add-picture.ts';
import { useApp } from '../../app/app-context.tsx';
import { choosePictures } from '../../app/choose-files.ts';
import { useAct } from '../../app/use-act.ts';
import { useMaterial } from '../../app/use-material.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTextHome } from './editor-context.tsx';
import { PictureWords } from './picture-words.tsx';

/** A picture of the course with its description and caption, which are edited in place. */
export function ImageView({ node, editor, selected, updateAttributes, deleteNode }: ReactNodeViewProps) {
  const { t } = useApp();
  const [isEditing, setEditing] = useState(false);
  const { materialId, src, title, width } = node.attrs;
  const alt = String(node.attrs.alt);
  const shown = { alt, width: typeof width === 'number' ? width : null };
  return (
    <NodeViewWrapper className="group relative" data-drag-handle contentEditable={false}>
      <figure>
        {typeof materialId === 'string' ? (
          <CoursePicture materialId={materialId} {...shown} />
        ) : (
          <OutsidePicture src={typeof src === 'string' ? src : null} {...shown} />
        )}
        {title && !isEditing && <figcaption className="mt-2 text-14 text-muted">{String(title)}</figcaption>}
      </figure>
      {editor.isEditable && !isEditing && (
        <div
          className={`absolute top-2 right-2 flex gap-1 rounded-card border border-line bg-raised p-1 shadow-overlay ${selected ? '' : 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100'}`}
        >
          <IconButton
            icon="pencil"
            label={alt === '' ? t('editor.altMissing') : t('editor.altEdit', { alt })}
            onClick={() => setEditing(true)}
          />
          <ReplaceButton onReplace={(id) => updateAttributes({ materialId: id, src: null })} />
          <IconButton icon="trash" label={t('editor.removeBlock')} onClick={deleteNode} />
        </div>
      )}
      {editor.isEditable && !isEditing && alt === '' && (
        <Button look="quiet" icon="alert" onClick={() => setEditing(true)} className="mt-1 -ml-3">
          {t('editor.altMissing')}
        </Button>
      )}
      {isEditing && (
        <PictureWords
          alt={alt}
          caption={String(title ?? '')}
          onKeep={(words) => {
            updateAttributes(words);
            setEditing(false);
          }}
          onCancel={() => setEditing(false)}
        />
      )}
    </NodeViewWrapper>
  );
}

interface Shown {
  alt: string;
  /** In CSS pixels; null: as wide as it is, up to the text. */
  width: number | null;
}

/** From another website: fetched when it is looked at, without telling that site where from. */
function OutsidePicture({ src, alt, width }: Shown & { src: string | null }) {
  const { t } = useApp();
  const [isBroken, setBroken] = useState(false);
  if (src === null) return <Notice icon="alert">{t('editor.pictureBroken')}</Notice>;
  if (isBroken) return <Notice icon="offline">{t('editor.pictureElsewhere')}</Notice>;
  return (
    <img
      src={src}
      alt={alt}
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      {...(width === null ? {} : { width })}
      className={pictureLook}
    />
  );
}

const pictureLook = 'h-auto max-w-full rounded-control';

function CoursePicture({ materialId, alt, width }: Shown & { materialId: string }) {
  const { t } = useApp();
  const material = useMaterial(materialId);
  switch (material.state) {
    case 'loading':
      return <Notice icon="picture">{t('editor.pictureLoading')}</Notice>;
    case 'absent':
      return <Notice icon="offline">{t('editor.pictureNotHere')}</Notice>;
    case 'failed':
      return <Notice icon="alert">{t('editor.pictureBroken')}</Notice>;
    case 'ready':
      return (
        <img src={material.url} alt={alt} {...(width === null ? {} : { width })} className={pictureLook} />
      );
  }
}

function Notice({ icon, children }: { icon: 'picture' | 'offline' | 'alert'; children: ReactNode }) {
  return (
    <span className="flex min-h-24 items-center justify-center gap-2 rounded-card border border-line bg-sunken p-4 text-15 text-muted">
      <Icon name={icon} />
      {children}
    </span>
  );
}

function ReplaceButton({ onReplace }: { onReplace: (materialId: string) => void }) {
  const app = useApp();
  const act = useAct();
  const home = useTextHome();
  const choose = () =>
    void act(async () => {
      const [file] = await choosePictures({ multiple: false });
      const added = file && (await addPicture(app, home, file));
      if (added) onReplace(added.materialId);
    });
  return <IconButton icon="picture" label={app.t('editor.replacePicture')} onClick={choose} />;
}
