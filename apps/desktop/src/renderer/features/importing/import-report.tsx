import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ImportReport as Report } from '../../../ipc/import.ts';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { formatName } from './format-name.ts';
import { reportLines } from './report-lines.ts';
import { reportSummary, reportText } from './report-text.ts';

/** What an import kept, changed and could not convert, item by item. */
export function ImportReport({ courseId }: { courseId: string }) {
  const { queries, t, formats, platform } = useApp();
  const { data: report } = useSuspenseQuery(queries.importReport(courseId));
  if (!report) return <p className="py-4 text-15 text-muted">{t('importing.noReport')}</p>;
  const { changed, opaque, leftOut } = report;
  return (
    <div className="flex flex-col gap-4 py-4">
      <p className="text-15">{reportSummary(report, t)}</p>
      <p className="text-13 text-muted">
        {t('importing.importedFrom', {
          format: formatName(report.format, t),
          when: formats.exact(report.importedAt),
        })}
      </p>
      <LossList title={t('importing.changedTitle', { n: changed.length })} items={changed} />
      <LossList title={t('importing.opaqueTitle', { n: opaque.length })} items={opaque} />
      <LossList title={t('importing.leftOutTitle', { n: leftOut.length })} items={leftOut} />
      <Button
        icon="copy"
        className="self-start"
        onClick={() => platform.saveText(`${report.title} import.txt`, reportText(report, t, formats))}
      >
        {t('importing.exportReport')}
      </Button>
    </div>
  );
}

const SHOWN_AT_FIRST = 20;

function LossList({ title, items }: { title: string; items: Report['changed'] }) {
  const { t } = useApp();
  const [showsAll, setShowsAll] = useState(false);
  if (items.length === 0) return null;
  const lines = reportLines(items);
  const shown = showsAll ? lines : lines.slice(0, SHOWN_AT_FIRST);
  return (
    <section className="flex flex-col gap-1">
      <h2 className="text-14 font-semibold">{title}</h2>
      <ul className="flex flex-col divide-y divide-line">
        {shown.map(({ item, times }, index) => (
          <li key={`${index} ${item.place}`} className="flex flex-col gap-0.5 py-2 text-14">
            <span className="[overflow-wrap:anywhere]">{item.what}</span>
            <span className="text-13 text-muted [overflow-wrap:anywhere]">
              {item.place}
              {times > 1 && ` · ${t('importing.times', { n: times })}`}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < lines.length && (
        <Button look="link" className="self-start" onClick={() => setShowsAll(true)}>
          {t('importing.showAll', { n: lines.length })}
        </Button>
      )}
    </section>
  );
}
