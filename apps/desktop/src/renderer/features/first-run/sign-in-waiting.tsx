import { useSuspenseQuery } from '@tanstack/react-query';
import { groupUserCode } from '@educrowd/shared/primitives/user-code';
import type { SessionState } from '../../../ipc/session.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

type Waiting = Extract<SessionState['signIn'], { state: 'waiting' }>;

/** The person confirms the code in a browser; the engine waits for it and this screen follows. */
export function SignInWaiting({ signIn }: { signIn: Waiting }) {
  const { engine, platform, queries, t, formats } = useApp();
  const { keepsSignIn } = useSuspenseQuery(queries.session()).data;
  const act = useAct();
  const isExpired = new Date(signIn.expiresAt) <= useNow(true);
  const { session } = engine.client;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <h1 className="text-25 font-bold">{t('session.confirmTitle')}</h1>
        <p className="text-15 text-muted">{t('session.confirmBody')}</p>
        {!keepsSignIn && <p className="text-15 text-muted">{t('session.notKept')}</p>}
      </div>
      <p className="flex flex-col items-center gap-1 rounded-card border border-line bg-surface p-6">
        <span className="text-13 text-muted">{t('session.codeLabel')}</span>
        <strong className="font-code text-32 font-semibold tracking-[0.12em] select-all">
          {groupUserCode(signIn.userCode)}
        </strong>
      </p>
      {isExpired ? (
        <p role="alert" className="text-15 text-danger-text">
          {t('session.codeExpired')}
        </p>
      ) : (
        <p role="status" className="flex items-center gap-2 text-15 text-muted">
          <Icon name="clock" />
          {t('session.waitingForYou')} {t('session.codeExpires', { time: formats.time(signIn.expiresAt) })}
        </p>
      )}
      <div className="flex flex-col gap-3">
        {isExpired ? (
          <Button
            look="primary"
            large
            onClick={() => void act(() => session.beginSignIn({ address: signIn.address }))}
          >
            {t('session.newCode')}
          </Button>
        ) : (
          <Button
            look="primary"
            large
            icon="external"
            onClick={() => platform.openExternal(signIn.verificationUrl)}
          >
            {t('session.openPage')}
          </Button>
        )}
        <Button look="quiet" large onClick={() => void act(() => session.cancelSignIn())}>
          {t('common.cancel')}
        </Button>
      </div>
      <p className="text-13 [overflow-wrap:anywhere] text-muted">
        {t('session.orVisit', { url: signIn.verificationUrl })}
      </p>
    </div>
  );
}
