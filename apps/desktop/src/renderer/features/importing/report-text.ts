import type { Translate } from '@educrowd/shared/messages/translate';
import type { ImportReport } from '../../../ipc/import.ts';
import type { Formats } from '../../app/formats.ts';

/** The report as a text to keep or to send to whoever wrote the course. */
export function reportText(report: ImportReport, t: Translate, formats: Formats): string {
  const list = (title: string, items: ImportReport['changed']) =>
    items.length === 0
      ? []
      : ['', title, ...items.map((item) => `- ${item.place}: ${item.what} (${item.kind})`)];
  return [
    report.title,
    t('importing.importedFrom', { format: report.format, when: formats.exact(report.importedAt) }),
    t('importing.keptTitle', { n: report.kept }),
    ...list(t('importing.changedTitle', { n: report.changed.length }), report.changed),
    ...list(t('importing.opaqueTitle', { n: report.opaque.length }), report.opaque),
    '',
  ].join('\n');
}
