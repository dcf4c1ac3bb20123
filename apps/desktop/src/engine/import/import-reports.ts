/** What is kept of an import beside its course, on this computer alone. */
import { importReport, type ImportReport } from '../../ipc/import.ts';
import type { Store } from '../store/open-store.ts';

/** To be called in the transaction that makes the course. */
export const keepReport = ({ db }: Store, report: ImportReport): void =>
  void db
    .prepare<[string, string]>('insert or replace into import_report (course_id, json) values (?, ?)')
    .run(report.courseId, JSON.stringify(report));

/** Null for a course that was not imported here. */
export function readReport({ db }: Store, courseId: string): ImportReport | null {
  const json = db
    .prepare<[string], string>('select json from import_report where course_id = ?')
    .pluck()
    .get(courseId);
  return json === undefined ? null : importReport.parse(JSON.parse(json));
}
