import type { Account } from '../../../ipc/session.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Icon } from '../../ui/icon.tsx';

/** Workspaces that are already on this computer. */
export function AccountList({ accounts }: { accounts: readonly Account[] }) {
  const { engine, t } = useApp();
  const act = useAct();
  if (accounts.length === 0) return null;
  return (
    <section aria-labelledby="accounts" className="flex flex-col gap-2">
      <h2 id="accounts" className="text-14 font-semibold text-muted">
        {t('session.accounts')}
      </h2>
      <ul className="flex flex-col overflow-hidden rounded-card border border-line bg-surface">
        {accounts.map((account) => (
          <li key={account.workspaceId} className="border-line not-first:border-t">
            <button
              type="button"
              onClick={() => void act(() => engine.client.session.open({ workspaceId: account.workspaceId }))}
              className="flex w-full items-center gap-3 px-4 py-3 text-left outline-offset-[-2px] hover:bg-sunken"
            >
              <Icon name={account.school ? 'school' : 'laptop'} className="text-muted" />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate font-semibold">
                  {account.school?.name ?? t('session.onThisComputer')}
                </span>
                <span className="truncate text-13 text-muted">
                  {account.school?.email ?? account.displayName}
                </span>
              </span>
              <Icon name="chevronRight" className="text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
