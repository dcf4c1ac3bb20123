import { useTranslate } from '../app/app-context.tsx';

/** Names the window, so that it can be told from others and is read out when the screen changes. */
export function WindowTitle({ of }: { of: string }) {
  const t = useTranslate();
  return <title>{`${of} · ${t('common.productName')}`}</title>;
}
