import { useApp } from '../../app/app-context.tsx';
import { useCopy } from '../../app/use-copy.ts';
import { Button } from '../../ui/button.tsx';

/** Where the campaign is to be seen, to copy or to open. */
export function PublicAddress({ address }: { address: string }) {
  const { t, platform } = useApp();
  const copy = useCopy();
  return (
    <div className="flex w-full flex-col gap-2">
      <p
        title={address}
        className="truncate rounded-control border border-line bg-sunken px-3 py-2 font-code text-13 select-all"
      >
        {address}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button icon="copy" onClick={() => copy(address)}>
          {t('campaign.copyAddress')}
        </Button>
        <Button look="quiet" icon="external" onClick={() => platform.openExternal(address)}>
          {t('campaign.openPage')}
        </Button>
      </div>
    </div>
  );
}
