import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Editor } from '@tiptap/core';
import type { ContentHome } from '../../../ipc/materials.ts';
import { useApp } from '../../app/app-context.tsx';
import { EngineUnreachable, reasonOf } from '../../app/engine-failure.ts';
import { createStore, useStore } from '../../app/store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextBelowProvider, TextHomeProvider } from './editor-context.tsx';
import { focusTextStart } from './focus-text.ts';
import { saveFailureText } from './save-failure.ts';
import type { TextDocument, TextStanding } from './text-document.ts';
import { TextEditor } from './text-editor.tsx';
import { TextReader } from './text-reader.tsx';
import { useTextDocument } from './use-text-document.ts';

interface TextPaneProps {
  documentId: string;
  /** A stable object: it decides where pictures are kept. */
  home: ContentHome;
  /** Names the text for those who cannot see where it stands. */
  label: string;
  /** What stands above the text. */
  children: ReactNode;
}

/** An open text with what stands above it, in a column that is good to read. */
export function TextPane({ documentId, home, label, children }: TextPaneProps) {
  const { t } = useApp();
  const opened = useTextDocument(documentId);
  const editor = useRef<Editor | null>(null);
  const onReady = useCallback((ready: Editor) => {
    editor.current = ready;
  }, []);
  const document = opened.state === 'open' ? opened.document : null;
  const standing = useStore(document?.standing ?? OPENING);
  const isUsable = standing.state === 'usable';
  const isReadOnly = document !== null && (document.readOnly || !isUsable);
  const below = useMemo(
    () => ({ goToText: () => editor.current && focusTextStart(editor.current), isReadOnly }),
    [isReadOnly],
  );

  return (
    <TextHomeProvider value={home}>
      {document?.readOnly && <Banner tone="warning">{t('editor.readOnlyNewer')}</Banner>}
      {document && <SaveBanner document={document} />}
      {standing.state === 'gone' && <GoneBanner error={standing.error} home={home} />}
      <div className="w-full max-w-[760px] self-center px-4 pt-8 @min-[440px]:px-8 @min-[600px]:px-12">
        <div className="mx-auto max-w-[68ch] text-17">
          <TextBelowProvider value={below}>{children}</TextBelowProvider>
          {document &&
            (document.readOnly ? (
              <TextReader document={document} label={label} />
            ) : (
              <TextEditor
                document={document}
                home={home}
                label={label}
                isUsable={isUsable}
                onReady={onReady}
              />
            ))}
          {opened.state === 'failed' && (
            <EmptyState
              icon="alert"
              title={t('shell.errorTitle')}
              body={t('shell.loadFailed', { reason: reasonOf(opened.error) })}
            >
              <Button onClick={opened.retry}>{t('common.retry')}</Button>
            </EmptyState>
          )}
        </div>
      </div>
    </TextHomeProvider>
  );
}

const OPENING = createStore<TextStanding>({ state: 'usable' });

/** The text is not here any more: what was typed and not sent has been put aside. */
function GoneBanner({ error, home }: { error: unknown; home: ContentHome }) {
  const { queries, t } = useApp();
  const { data: refused = [] } = useQuery(queries.refused());
  const n = refused.filter((change) =>
    'courseId' in home ? change.courseId === home.courseId : change.campaignId === home.campaignId,
  ).length;
  const toSync = (
    <Link to="/sync" className="rounded-control font-semibold underline underline-offset-2">
      {t('editor.openSync')}
    </Link>
  );
  return (
    <Banner tone="warning" actions={n > 0 && toSync}>
      {t('editor.gone', { reason: reasonOf(error), n })}
    </Banner>
  );
}

/** Only while something typed is not on the disk. */
function SaveBanner({ document }: { document: TextDocument }) {
  const { engine, t } = useApp();
  const failure = useStore(document.saveFailure);
  const connection = useStore(engine.connection);
  useEffect(() => {
    if (failure === null) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [failure]);
  // While the engine is away, the frame of the window says so.
  const isSaidAlready = failure instanceof EngineUnreachable && connection === 'lost';
  if (failure === null || isSaidAlready) return null;
  return <Banner tone="danger">{saveFailureText(failure, t)}</Banner>;
}
