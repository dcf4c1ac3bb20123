import { useId, useState } from 'react';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { formatName } from '../importing/format-name.ts';
import { Icon } from '../../ui/icon.tsx';

/** A calm card for what an import could not convert: it says what it is and shows the original on request. */
export function OpaqueView({ node }: ReactNodeViewProps) {
  const t = useTranslate();
  const [isShown, setShown] = useState(false);
  const sourceId = useId();
  const { format, kind, label, source, place } = node.attrs;
  const what = String(label || kind);
  return (
    <NodeViewWrapper
      className="rounded-card border border-line bg-sunken p-4 text-15"
      data-drag-handle
      contentEditable={false}
    >
      <div className="flex gap-3">
        <Icon name="original" size={20} className="mt-0.5 text-muted" />
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <p className="font-semibold">{t('editor.opaqueTitle', { what })}</p>
          <p className="text-14 text-muted">
            {t('editor.opaqueBody', { format: formatName(String(format), t) })}
          </p>
          {place && (
            <p className="text-13 text-muted [overflow-wrap:anywhere]">
              {t('editor.opaquePlace', { place: String(place) })}
            </p>
          )}
          <Button
            look="quiet"
            icon={isShown ? 'chevronDown' : 'chevronRight'}
            aria-expanded={isShown}
            aria-controls={isShown ? sourceId : undefined}
            onClick={() => setShown(!isShown)}
            className="mt-1 -ml-3 self-start"
          >
            {isShown ? t('editor.hideOriginal') : t('editor.showOriginal')}
          </Button>
        </div>
      </div>
      {isShown && (
        <textarea
          id={sourceId}
          readOnly
          rows={8}
          aria-label={t('editor.original', { what })}
          value={String(source)}
          className="mt-3 w-full resize-y rounded-control border border-line bg-surface p-3 font-code text-13"
        />
      )}
    </NodeViewWrapper>
  );
}
