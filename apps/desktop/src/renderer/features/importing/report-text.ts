import type { Translate } from '@educrowd/shared/messages/translate';
import type { ImportReport } from '../../../ipc/import.ts';
import { formatName } from './format-name.ts';
import { reportLines } from './report-lines.ts';
import type { Formats } from '../../app/formats.ts';

/** How many items fared how, in one line. */
export function reportSummary(
  { kept, changed, opaque, leftOut }: Pick<ImportReport, 'kept' | 'changed' | 'opaque' | 'leftOut'>,
  t: Translate,
): string {
  const counts = { changed: changed.length, opaque: opaque.length, leftOut: leftOut.length };
  return counts.changed + counts.opaque + counts.leftOut === 0
    ? t('importing.summaryAllKept', { kept })
    : t('importing.summary', { kept, ...counts });
}

/** The report as a text to keep or to send to whoever wrote the course. */
export function reportText(report: ImportReport, t: Translate, formats: Formats): string {
  const list = (title: string, items: ImportReport['changed']) =>
    items.length === 0
      ? []
      : [
          '',
          title,
          ...reportLines(items).map(
            ({ item: { place, what, kind }, times }) =>
              `- ${place}: ${what} (${kind})${times > 1 ? ` – ${t('importing.times', { n: times })}` : ''}`,
          ),
        ];
  return [
    report.title,
    t('importing.importedFrom', {
      format: formatName(report.format, t),
      when: formats.exact(report.importedAt),
    }),
    t('importing.keptTitle', { n: report.kept }),
    ...list(t('importing.changedTitle', { n: report.changed.length }), report.changed),
    ...list(t('importing.opaqueTitle', { n: report.opaque.length }), report.opaque),
    ...list(t('importing.leftOutTitle', { n: report.leftOut.length }), report.leftOut),
    '',
  ].join('\n');
}
