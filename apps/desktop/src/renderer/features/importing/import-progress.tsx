import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress.tsx';

interface ImportProgressProps {
  title: string;
  detail: string;
  done: number;
  total: number;
  /** Asked for; how it ends is still open. */
  isCancelling: boolean;
  onCancel: () => void;
}

export function ImportProgress({ title, detail, done, total, isCancelling, onCancel }: ImportProgressProps) {
  const t = useTranslate();
  return (
    <div className="flex flex-col gap-3">
      <p className="text-15 font-semibold [overflow-wrap:anywhere]">{title}</p>
      <ProgressBar label={title} done={done} total={total} />
      <p className="min-h-5 text-14 text-muted tabular-nums">{detail}</p>
      <Button className="self-end" disabled={isCancelling} onClick={onCancel}>
        {isCancelling ? t('importing.cancelling') : t('importing.cancelImport')}
      </Button>
    </div>
  );
}
