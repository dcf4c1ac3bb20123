import { useCallback, useEffect, useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { ImportState } from '../../../ipc/import.ts';
import { useApp } from '../../app/app-context.tsx';
import { isNotThere } from '../../app/engine-failure.ts';
import type { Formats } from '../../app/formats.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChooseSource } from './choose-source.tsx';
import { ImportProgress } from './import-progress.tsx';
import { useImport, type ImportStep } from './use-import.ts';

/** From a file to a course: choosing, true progress, and the report beside the finished course. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { announce, t } = useApp();
  const onCancelled = useCallback(() => {
    announce(t('importing.cancelled'));
    onClose();
  }, [announce, onClose, t]);
  const { step, isCancelling, begin, cancel } = useImport(onCancelled);
  const isRunning = step.state === 'reading' || step.state === 'importing';
  const close = isRunning ? cancel : onClose;
  const cancelling = { isCancelling, onCancel: cancel };
  return (
    <Dialog open onOpenChange={(open) => !open && close()} title={t('importing.title')}>
      {step.state === 'choosing' && <ChooseSource failure={null} onChosen={begin} />}
      {step.state === 'failed' && <ChooseSource failure={step} onChosen={begin} />}
      {step.state === 'reading' && <ReadingProgress step={step} {...cancelling} />}
      {step.state === 'importing' && (
        <EngineProgress step={step} {...cancelling} onCancelled={onCancelled} onDone={onClose} />
      )}
    </Dialog>
  );
}

interface Cancelling {
  isCancelling: boolean;
  onCancel: () => void;
}

interface ReadingProgressProps extends Cancelling {
  step: Extract<ImportStep, { state: 'reading' }>;
}

function ReadingProgress({ step, ...cancelling }: ReadingProgressProps) {
  const { t, formats } = useApp();
  const { sentBytes, totalBytes, source } = step;
  return (
    <ImportProgress
      title={t('importing.uploading', { name: source.name })}
      detail={t('importing.uploadProgress', {
        mb: formats.megabytes(sentBytes),
        total: formats.megabytes(totalBytes),
      })}
      done={sentBytes}
      total={totalBytes}
      {...cancelling}
    />
  );
}

interface EngineProgressProps extends Cancelling {
  step: Extract<ImportStep, { state: 'importing' }>;
  onCancelled: () => void;
  onDone: () => void;
}

function EngineProgress({ step, onCancelled, onDone, ...cancelling }: EngineProgressProps) {
  const { isCancelling } = cancelling;
  const { queries, announce, showToast, t, formats } = useApp();
  const navigate = useNavigate();
  const { data, error } = useQuery(queries.importState(step.importId));
  const isHandled = useRef(false);

  useEffect(() => {
    const isGone = isNotThere(error);
    if (isHandled.current || (!isGone && (!data || data.state === 'running'))) return;
    isHandled.current = true;
    // An engine that was started anew knows only what was complete.
    if (isGone) return isCancelling ? onCancelled() : step.interrupt();
    if (data?.state === 'failed') return step.fail(data.reason);
    if (data?.state !== 'done') return onCancelled();
    onDone();
    const title = step.source.name;
    if (isCancelling) showToast({ text: t('importing.tooLate', { title }) });
    else announce(t('importing.done', { title }));
    void navigate({ to: '/course/$courseId', params: { courseId: data.courseId }, search: { report: true } });
  }, [announce, data, error, isCancelling, navigate, onCancelled, onDone, showToast, step, t]);

  const running = data?.state === 'running' ? data : { phase: 'read' as const, done: 0, total: 0 };
  return (
    <ImportProgress
      title={t('importing.running', { name: step.source.name })}
      detail={phaseText(running, t, formats)}
      done={running.done}
      total={running.total}
      {...cancelling}
    />
  );
}

type Running = Extract<ImportState, { state: 'running' }>;

/** Unpacking counts bytes, everything else lessons or files. */
function phaseText(
  { phase, done, total }: Pick<Running, 'phase' | 'done' | 'total'>,
  t: Translate,
  formats: Formats,
): string {
  const name = {
    unpack: t('importing.phaseUnpack'),
    read: t('importing.phaseRead'),
    convert: t('importing.phaseConvert'),
    materials: t('importing.phaseMaterials'),
    save: t('importing.phaseSave'),
  }[phase];
  if (total === 0) return name;
  if (phase !== 'unpack') return t('importing.phaseProgress', { phase: name, done, total });
  return `${name}: ${t('importing.uploadProgress', { mb: formats.megabytes(done), total: formats.megabytes(total) })}`;
}
