import { useEffect, useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { ImportState } from '../../../ipc/import.ts';
import { useApp } from '../../app/app-context.tsx';
import type { Formats } from '../../app/formats.ts';
import type { ImportSource } from '../../app/platform.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChooseSource } from './choose-source.tsx';
import { ImportProgress } from './import-progress.tsx';
import { useImport, type ImportStep } from './use-import.ts';

/** From a file to a course: choosing, true progress, and the report beside the finished course. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useApp();
  const { step, begin, cancel } = useImport();
  const close = () => {
    if (step.state === 'reading' || step.state === 'importing') cancel();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && close()} title={t('importing.title')}>
      {(step.state === 'choosing' || step.state === 'failed') && (
        <ChooseSource failure={step.state === 'failed' ? step.reason : null} onChosen={begin} />
      )}
      {step.state === 'reading' && <ReadingProgress step={step} onCancel={close} />}
      {step.state === 'importing' && <EngineProgress step={step} onCancel={close} onDone={onClose} />}
    </Dialog>
  );
}

function ReadingProgress({
  step,
  onCancel,
}: {
  step: Extract<ImportStep, { state: 'reading' }>;
  onCancel: () => void;
}) {
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
      onCancel={onCancel}
    />
  );
}

interface EngineProgressProps {
  step: { importId: string; source: ImportSource; fail: (reason: string) => void };
  onCancel: () => void;
  onDone: () => void;
}

function EngineProgress({ step, onCancel, onDone }: EngineProgressProps) {
  const { queries, announce, t, formats } = useApp();
  const navigate = useNavigate();
  const { data } = useQuery(queries.importState(step.importId));
  const isHandled = useRef(false);

  useEffect(() => {
    if (isHandled.current || !data || data.state === 'running') return;
    isHandled.current = true;
    if (data.state === 'failed') step.fail(data.reason);
    else onDone();
    if (data.state !== 'done') return;
    announce(t('importing.done', { title: step.source.name }));
    void navigate({ to: '/course/$courseId', params: { courseId: data.courseId }, search: { report: true } });
  }, [announce, data, navigate, onDone, step, t]);

  const running = data?.state === 'running' ? data : { phase: 'read' as const, done: 0, total: 0 };
  return (
    <ImportProgress
      title={t('importing.running', { name: step.source.name })}
      detail={phaseText(running, t, formats)}
      done={running.done}
      total={running.total}
      onCancel={onCancel}
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
