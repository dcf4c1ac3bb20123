import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Account } from '../../../ipc/session.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useOpenHere } from '../../app/use-place-change.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';

/** The school that is open, and the others on this computer. */
export function SchoolMenu() {
  const { queries, engine, t } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useOpenHere();
  const { data: session } = useSuspenseQuery(queries.session());
  const nameOf = (account: Account) => account.school?.name ?? t('session.onThisComputer');
  const current = session.current ? nameOf(session.current) : t('common.productName');
  const open = (account: Account) =>
    void act(async () => {
      if (account.workspaceId === session.current?.workspaceId) return;
      await navigate({ to: '/' });
      await engine.client.session.open({ workspaceId: account.workspaceId });
    });
  const groups = [
    session.accounts.map((account) => ({
      label: account.school ? `${nameOf(account)} · ${account.school.email}` : nameOf(account),
      checked: account.workspaceId === session.current?.workspaceId,
      run: () => open(account),
    })),
    [
      {
        label: session.current?.school === null ? t('session.connectSchool') : t('session.addSchool'),
        icon: 'plus' as const,
        run: () => void navigate({ to: '/connect' }),
      },
    ],
  ];
  return (
    <Menu align="start" groups={groups} open={isOpen} onOpenChange={setOpen}>
      <button
        type="button"
        aria-label={t('shell.schoolMenu', { name: current })}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-2.5 text-14 font-semibold hover:bg-line/50"
      >
        <Icon name={session.current?.school ? 'school' : 'laptop'} className="text-muted" />
        <span className="min-w-0 flex-1 truncate text-left">{current}</span>
        <Icon name="chevrons" size={14} className="text-muted" />
      </button>
    </Menu>
  );
}
