import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';

/** Where the campaign is to be seen, to copy or to open. */
export function PublicAddress({ address }: { address: string }) {
  const { t, platform, showToast } = useApp();
  const act = useAct();
  const copy = () =>
    void act(async () => {
      await navigator.clipboard.writeText(address);
      showToast({ text: t('common.copied') });
    });
  return (
    <div className="flex w-full flex-col gap-2">
      <p
        title={address}
        className="truncate rounded-control border border-line bg-sunken px-3 py-2 font-code text-13 select-all"
      >
        {address}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button icon="copy" onClick={copy}>
          {t('campaign.copyAddress')}
        </Button>
        <Button look="quiet" icon="external" onClick={() => platform.openExternal(address)}>
          {t('campaign.openPage')}
        </Button>
      </div>
    </div>
  );
}
