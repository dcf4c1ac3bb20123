import { TRASH_DAYS } from '@educrowd/shared/sync/tombstones';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { IconName } from '@educrowd/shared/design/icons';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import type { TrashedItem } from '../../../ipc/trash.ts';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { useListFocus } from '../../ui/use-list-focus.ts';
import { usePuttingBack } from './use-putting-back.ts';

type Kind = TrashedItem['kind'];
const kinds: Record<Kind, { readonly icon: IconName; readonly name: PlainMessageKey }> = {
  course: { icon: 'course', name: 'trash.course' },
  section: { icon: 'folder', name: 'trash.section' },
  lesson: { icon: 'lesson', name: 'trash.lesson' },
  campaign: { icon: 'campaign', name: 'trash.campaign' },
  reward: { icon: 'reward', name: 'trash.reward' },
  update: { icon: 'update', name: 'trash.update' },
  faq: { icon: 'question', name: 'trash.faq' },
};

export function TrashScreen() {
  const { queries, t } = useApp();
  const { data: items } = useSuspenseQuery(queries.trash());
  const listFocus = useListFocus<HTMLUListElement>(items);
  return (
    <Page title={t('trash.title')}>
      {items.length === 0 ? (
        <EmptyState
          icon="trash"
          title={t('trash.emptyTitle')}
          body={t('trash.emptyBody', { days: TRASH_DAYS })}
        />
      ) : (
        <>
          <p className="max-w-[68ch] text-15 text-muted">{t('trash.explain', { days: TRASH_DAYS })}</p>
          <ul {...listFocus} className="flex flex-col">
            {items.map((item) => (
              <TrashedRow key={`${item.kind}-${item.id}`} item={item} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function TrashedRow({ item }: { item: TrashedItem }) {
  const { t, formats } = useApp();
  const restoreIt = usePuttingBack(item);
  const isHome = item.kind === 'course' || item.kind === 'campaign';
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-line py-2">
      <Icon name={kinds[item.kind].icon} className="text-muted" />
      <div className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-15 font-semibold">{item.title}</span>
        <span className="truncate text-13 text-muted">
          {t(kinds[item.kind].name)}
          {!isHome && ` ${t('trash.inHome', { home: item.homeTitle })}`}
          {' · '}
          <time dateTime={item.deletedAt} title={formats.exact(item.deletedAt)}>
            {t('trash.deletedWhen', { when: formats.moment(item.deletedAt) })}
          </time>
        </span>
      </div>
      <Button icon="restore" aria-label={t('trash.restoreItem', { title: item.title })} onClick={restoreIt}>
        {t('trash.restore')}
      </Button>
    </li>
  );
}
