import { useTranslate } from '../app/app-context.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  body: string;
  /** Verb and object. */
  action: string;
  danger?: boolean;
  /** Why it cannot be done now. */
  obstacle?: string | null;
  onConfirm: () => void;
}

export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  body,
  action,
  danger = false,
  obstacle = null,
  onConfirm,
}: ConfirmDialogProps) {
  const t = useTranslate();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={body}>
      <div role="alert" className="contents">
        {obstacle !== null && (
          <p className="mt-2 flex items-start gap-2 rounded-card bg-warning-soft p-3 text-14 text-warning-text">
            <Icon name="alert" className="mt-0.5" />
            {obstacle}
          </p>
        )}
      </div>
      <div className="mt-2 flex justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>{t('common.cancel')}</Button>
        <Button
          look={danger ? 'danger' : 'primary'}
          disabled={obstacle !== null}
          onClick={() => {
            onOpenChange(false);
            onConfirm();
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
