import { useMemo, useState, type SyntheticEvent } from 'react';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { Popover } from 'radix-ui';
import { MAX_MATH_LENGTH } from '@educrowd/shared/content/content-limits';
import { mathToMathml } from '@educrowd/shared/content/math-html';
import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';

/** A formula in the line. */
export function MathInlineView(props: ReactNodeViewProps) {
  return (
    <NodeViewWrapper as="span" contentEditable={false}>
      <Formula
        {...props}
        display="inline"
        look="rounded-chip px-1"
        sourceLook="bg-sunken font-code text-14"
      />
    </NodeViewWrapper>
  );
}

/** A formula on a line of its own. */
export function MathBlockView(props: ReactNodeViewProps) {
  return (
    <NodeViewWrapper contentEditable={false} data-drag-handle>
      <Formula
        {...props}
        display="block"
        look="block w-full overflow-x-auto rounded-card border border-line px-4 py-3 text-center"
        sourceLook="bg-sunken font-code text-14 whitespace-pre-wrap"
      />
    </NodeViewWrapper>
  );
}

interface FormulaProps extends ReactNodeViewProps {
  readonly display: 'inline' | 'block';
  readonly look: string;
  /** Added while the source is what is shown. */
  readonly sourceLook: string;
}

function Formula({ node, editor, display, look, sourceLook, updateAttributes, deleteNode }: FormulaProps) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(node.attrs.source === '');
  const source = String(node.attrs.source);
  const mathml = useMemo(() => (source === '' ? null : mathToMathml(source, display)), [source, display]);
  const shown =
    mathml === null ? (
      <code className={`${look} ${sourceLook}`}>{source || t('editor.mathEmpty')}</code>
    ) : (
      // Nothing in it is the author's own mark-up: see math-html.
      <span className={look} dangerouslySetInnerHTML={{ __html: mathml }} />
    );
  if (!editor.isEditable) return shown;
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          aria-label={t('editor.editMath', { source })}
          className={display === 'block' ? 'block w-full' : undefined}
        >
          {shown}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={8}
          className="animate-panel z-50 w-[min(420px,calc(100vw-32px))] rounded-card border border-line bg-raised p-3 shadow-overlay"
        >
          <FormulaForm
            source={source}
            onKeep={(next) => {
              setOpen(false);
              if (next === '') deleteNode();
              else updateAttributes({ source: next });
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function FormulaForm({ source, onKeep }: { source: string; onKeep: (source: string) => void }) {
  const t = useTranslate();
  const [typed, setTyped] = useState(source);
  const keep = (event: SyntheticEvent) => {
    event.preventDefault();
    onKeep(typed.trim());
  };
  return (
    <form onSubmit={keep} className="flex flex-col gap-3">
      <TextArea
        label={t('editor.mathSource')}
        className="font-code text-14"
        rows={2}
        maxLength={MAX_MATH_LENGTH}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" className="self-end">
        {t('editor.applyMath')}
      </Button>
    </form>
  );
}
