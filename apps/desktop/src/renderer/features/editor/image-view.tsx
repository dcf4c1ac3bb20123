import { useRef, useState, type ReactNode } from 'react';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { addPicture } from '../../app/add-picture.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useMaterial } from '../../app/use-material.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useLessonPlace } from './editor-context.tsx';
import { PictureWords } from './picture-words.tsx';

/** A picture of the course with its description and caption, which are edited in place. */
export function ImageView({ node, editor, selected, updateAttributes, deleteNode }: ReactNodeViewProps) {
  const { t } = useApp();
  const [isEditing, setEditing] = useState(false);
  const { materialId, src, alt, title, width } = node.attrs;
  const isBare = alt === '';
  return (
    <NodeViewWrapper as="figure" className="group" data-drag-handle contentEditable={false}>
      {materialId === null ? (
        <Notice icon="picture">
          {src === null ? t('editor.pictureBroken') : t('editor.pictureElsewhere')}
        </Notice>
      ) : (
        <Picture
          materialId={String(materialId)}
          alt={String(alt)}
          width={typeof width === 'number' ? width : null}
        />
      )}
      {title && !isEditing && <figcaption className="mt-2 text-14 text-muted">{String(title)}</figcaption>}
      {editor.isEditable && !isEditing && (
        <div
          className={`mt-2 flex flex-wrap gap-1 ${selected || isBare ? '' : 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100'}`}
        >
          <Button
            look="quiet"
            icon={isBare ? 'alert' : 'pencil'}
            onClick={() => setEditing(true)}
            className={isBare ? 'text-warning-text' : 'max-w-full text-muted'}
          >
            <span className="truncate">
              {isBare ? t('editor.altMissing') : t('editor.altEdit', { alt: String(alt) })}
            </span>
          </Button>
          <ReplaceButton onReplace={(id) => updateAttributes({ materialId: id, src: null })} />
          <Button look="quiet" icon="trash" onClick={deleteNode}>
            {t('editor.removeBlock')}
          </Button>
        </div>
      )}
      {isEditing && (
        <PictureWords
          alt={String(alt)}
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

function Picture({ materialId, alt, width }: { materialId: string; alt: string; width: number | null }) {
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
        <img
          src={material.url}
          alt={alt}
          {...(width === null ? {} : { width })}
          className="h-auto max-w-full rounded-control"
        />
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
  const { courseId } = useLessonPlace();
  const input = useRef<HTMLInputElement>(null);
  const choose = (file: File | undefined) =>
    void act(async () => {
      const added = file && (await addPicture(app, courseId, file));
      if (added) onReplace(added.materialId);
    });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Button look="quiet" icon="picture" onClick={() => input.current?.click()}>
        {app.t('editor.replacePicture')}
      </Button>
    </>
  );
}
