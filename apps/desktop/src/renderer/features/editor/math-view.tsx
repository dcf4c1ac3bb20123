import { useLayoutEffect, useMemo, useRef, useState, type SyntheticEvent } from 'react';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { Popover } from 'radix-ui';
import { MAX_MATH_LENGTH } from '@educrowd/shared/content/content-limits';
import { drawMath, mathToMathml } from '@educrowd/shared/content/math-html';
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
  const isFormula = useMemo(() => source !== '' && mathToMathml(source, display) !== null, [source, display]);
  const shown = isFormula ? (
    <Drawn source={source} display={display} look={look} />
  ) : (
    <code className={`${look} ${sourceLook}`}>{source || t('editor.mathEmpty')}</code>
  );
  if (!editor.isEditable) return shown;
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className={display === 'block' ? 'block w-full' : undefined}>
          {shown}
          <span className="sr-only">{t('editor.editMath', { source })}</span>
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

function Drawn({
  source,
  display,
  look,
}: Pick<FormulaProps, 'display' | 'look'> & { readonly source: string }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (place.current) drawMath(place.current, source, display);
  }, [source, display]);
  return <span ref={place} className={look} />;
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
