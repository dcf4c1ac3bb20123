import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Asks whether to sign out of the school that is open, and does it. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const { queries, engine, showToast, t } = useApp();
  const act = useAct();
  const { data: session } = useSuspenseQuery(queries.session());
  const signOut = () =>
    void act(async () => {
      await engine.client.session.signOut();
      showToast({ text: t('session.signedOut') });
    });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('session.signOutTitle', { school: session.current?.school?.name ?? '' })}
      body={t('session.signOutBody')}
      action={t('session.signOut')}
      onConfirm={signOut}
    />
  );
}
