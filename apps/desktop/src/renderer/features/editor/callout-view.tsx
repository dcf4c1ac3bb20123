import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import type { IconName } from '@educrowd/shared/design/icons';
import { CALLOUT_KINDS, type CalloutKind } from '@educrowd/shared/content/content-json';
import type { Translate } from '@educrowd/shared/messages/translate';
import { useTranslate } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';

const looks: Record<CalloutKind, { icon: IconName; frame: string; text: string }> = {
  note: { icon: 'info', frame: 'bg-brand-soft', text: 'text-brand-text' },
  tip: { icon: 'lightbulb', frame: 'bg-success-soft', text: 'text-success-text' },
  warning: { icon: 'warning', frame: 'bg-warning-soft', text: 'text-warning-text' },
  question: { icon: 'question', frame: 'bg-sunken', text: 'text-text' },
  answer: { icon: 'check', frame: 'bg-sunken', text: 'text-text' },
};

/** A framed passage. Its kind is a word and an icon, not only a colour. */
export function CalloutView({ node, editor, updateAttributes }: ReactNodeViewProps) {
  const t = useTranslate();
  const kind = CALLOUT_KINDS.find((each) => each === node.attrs.kind) ?? 'note';
  const look = looks[kind];
  const heading = (
    <span className={`inline-flex min-h-6 items-center gap-1.5 text-14 font-semibold ${look.text}`}>
      <Icon name={look.icon} />
      {calloutName(kind, t)}
    </span>
  );
  return (
    <NodeViewWrapper
      role="note"
      aria-label={calloutName(kind, t)}
      className={`rounded-card p-4 ${look.frame}`}
    >
      <div contentEditable={false} className="mb-1 select-none">
        {editor.isEditable ? (
          <Menu
            align="start"
            groups={[
              CALLOUT_KINDS.map((each) => ({
                label: calloutName(each, t),
                icon: looks[each].icon,
                checked: each === kind,
                run: () => updateAttributes({ kind: each }),
              })),
            ]}
          >
            <button
              type="button"
              aria-label={`${t('editor.calloutKind')}: ${calloutName(kind, t)}`}
              className="flex items-center gap-1 rounded-control"
            >
              {heading}
              <Icon name="chevronDown" size={14} className={look.text} />
            </button>
          </Menu>
        ) : (
          heading
        )}
      </div>
      <NodeViewContent className="callout-body" />
    </NodeViewWrapper>
  );
}

function calloutName(kind: CalloutKind, t: Translate): string {
  switch (kind) {
    case 'note':
      return t('editor.calloutNote');
    case 'tip':
      return t('editor.calloutTip');
    case 'warning':
      return t('editor.calloutWarning');
    case 'question':
      return t('editor.calloutQuestion');
    case 'answer':
      return t('editor.calloutAnswer');
  }
}
