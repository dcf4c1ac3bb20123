import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useApp } from '../../app/app-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** A card for a video or an outside page. Nothing of it is loaded here: opening it is the person's choice. */
export function EmbedView({ node }: ReactNodeViewProps) {
  const { t, platform } = useApp();
  const url = String(node.attrs.url);
  const host = URL.canParse(url) ? new URL(url).host : url;
  return (
    <NodeViewWrapper
      className="flex items-center gap-3 rounded-card border border-line bg-surface p-3 text-15"
      data-drag-handle
      contentEditable={false}
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-control bg-sunken text-muted">
        <Icon name="video" size={20} />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-semibold">{String(node.attrs.title || host)}</span>
        <span className="truncate text-13 text-muted">{url}</span>
      </span>
      <IconButton
        icon="external"
        label={t('editor.openEmbed', { host })}
        onClick={() => platform.openExternal(url)}
      />
    </NodeViewWrapper>
  );
}
