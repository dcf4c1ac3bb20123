import { Toast as Primitive } from 'radix-ui';
import { useApp } from '../app/app-context.tsx';
import { useStore } from '../app/store.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone?: 'plain' | 'danger';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read and to reach with the keyboard (F8); messages with an action stay longer. */
const SHOWN_MS = 6_000;
const SHOWN_WITH_ACTION_MS = 12_000;

export function Toaster() {
  const { toasts, t } = useApp();
  const shown = useStore(toasts);
  const close = (id: number) => toasts.set((present) => present.filter((each) => each.id !== id));
  return (
    <Primitive.Provider label={t('shell.notifications')} swipeDirection="down">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onClose={() => close(toast.id)} />
      ))}
      <Primitive.Viewport
        label={`${t('shell.notifications')} ({hotkey})`}
        className="fixed bottom-4 left-1/2 z-50 flex w-[min(480px,calc(100vw-32px))] -translate-x-1/2 flex-col gap-2 outline-none"
      />
    </Primitive.Provider>
  );
}

function ToastCard({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const { t } = useApp();
  return (
    <Primitive.Root
      duration={toast.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS}
      onOpenChange={(open) => !open && onClose()}
      className="animate-dialog flex min-h-11 items-center gap-2 rounded-card border border-line bg-raised py-1 pr-1.5 pl-4 shadow-overlay"
    >
      {toast.tone === 'danger' && <Icon name="alert" className="text-danger-text" />}
      <Primitive.Description className="flex-1 py-1.5 text-15">{toast.text}</Primitive.Description>
      {toast.action && (
        <Primitive.Action
          altText={toast.action.label}
          onClick={toast.action.run}
          className="min-h-8 shrink-0 rounded-control px-3 text-14 font-semibold text-brand-text hover:bg-brand-soft"
        >
          {toast.action.label}
        </Primitive.Action>
      )}
      <Primitive.Close asChild>
        <IconButton icon="close" label={t('common.close')} />
      </Primitive.Close>
    </Primitive.Root>
  );
}
