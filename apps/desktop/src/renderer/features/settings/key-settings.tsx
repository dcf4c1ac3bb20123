import { useApp } from '../../app/app-context.tsx';
import { KeyCaps } from '../../ui/key-caps.tsx';
import { keyGuide } from './key-guide.ts';

export function KeySettings() {
  const { t, platform } = useApp();
  return (
    <table className="w-full max-w-[520px] text-15">
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('settings.actionColumn')}</th>
          <th scope="col">{t('settings.keyColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {keyGuide(platform.ownsWindow).map(({ name, keys }) => (
          <tr key={name} className="border-b border-line">
            <th scope="row" className="h-8 text-left font-normal">
              {t(name)}
            </th>
            <td className="text-right">
              <KeyCaps keys={keys} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
