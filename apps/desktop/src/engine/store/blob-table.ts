/** Which files have to go up and which to come down: read from the rows that name them and from the bytes that are here. */
import type { Database } from 'better-sqlite3';
import { homeScope } from '@educrowd/shared/sync/home';
import type { Scope } from '@educrowd/shared/sync/scope';

interface File {
  readonly materialId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface FileToSend extends File {
  readonly uploadUrl: string | null;
  /** What an earlier try got to; how much of it arrived is for the school to say. */
  readonly sentBytes: number;
}

export interface FileToGet extends File {
  /** Of the course or campaign that it lies in. */
  readonly scope: Scope;
}

export interface BlobTable {
  /** Files of rows that the school has and waits for; smaller ones first, so that most is done soonest. */
  readonly toSend: () => FileToSend[];
  /** Files that the school has verified and that are not here. It gives none of a course in Trash. */
  readonly toGet: () => FileToGet[];
  readonly beginUpload: (sha256: string) => void;
  readonly setUploadUrl: (sha256: string, url: string) => void;
  readonly noteSent: (sha256: string, sentBytes: number) => void;
  /** Sent completely. Whether it is good is what the row says next. */
  readonly finishUpload: (sha256: string) => void;
  /** From the first byte: what was sent was not taken. */
  readonly restartUpload: (sha256: string) => void;
  readonly beginDownload: (file: FileToGet) => void;
  readonly finishDownload: (file: FileToGet) => void;
  /**
   * Forgets what no row names any more, nor an edit that the school may not have or may forget. What has not arrived in
   * the school stays: it may be nowhere else.
   */
  readonly dropUnneeded: () => string[];
}

interface FileRow {
  readonly material_id: string;
  readonly sha256: string;
  readonly size_bytes: number;
  readonly upload_url: string | null;
  readonly sent_bytes: number | null;
  readonly course_id: string | null;
  readonly campaign_id: string | null;
}

export function createBlobTable(db: Database): BlobTable {
  const columns =
    'm.id as material_id, m.sha256, m.size_bytes, b.upload_url, b.sent_bytes, m.course_id, m.campaign_id';
  // A row that the school does not know yet lies on a base row that is null.
  const toSend = db.prepare<[], FileRow>(`
    select ${columns} from materials m join blob b on b.sha256 = m.sha256
    where m.state = 'pending' and m.deleted_at is null and b.state <> 'wanted'
      and not exists (select 1 from base_row where table_name = 'materials' and row_id = m.id and row is null)
    order by m.size_bytes, m.id`);
  const toGet = db.prepare<[], FileRow>(`
    select ${columns} from materials m left join blob b on b.sha256 = m.sha256
    where m.state = 'ready' and m.deleted_at is null and (b.sha256 is null or b.state = 'wanted')
      and not exists (select 1 from courses c where c.id = m.course_id and c.deleted_at is not null)
    order by m.size_bytes, m.id`);
  const begin = db.prepare<[string]>(`update blob set state = 'uploading' where sha256 = ?`);
  const setUrl = db.prepare<[string, string]>('update blob set upload_url = ? where sha256 = ?');
  const noteSent = db.prepare<[number, string]>('update blob set sent_bytes = ? where sha256 = ?');
  const finishUpload = db.prepare<[string]>(
    `update blob set state = 'uploaded', sent_bytes = size_bytes, upload_url = null where sha256 = ?`,
  );
  const restart = db.prepare<[string]>(
    `update blob set state = 'local', sent_bytes = 0, upload_url = null where sha256 = ?`,
  );
  const finishDownload = db.prepare<[string, number]>(
    `insert into blob (sha256, size_bytes, state) values (?, ?, 'present')
     on conflict (sha256) do update set state = 'present'`,
  );
  const beginDownload = db.prepare<[string, number]>(
    `insert into blob (sha256, size_bytes, state) values (?, ?, 'wanted') on conflict do nothing`,
  );
  const namedBy = (table: string): string =>
    `select json_extract(args, '$.row.sha256') from ${table} where name = 'Material.create'`;
  const noteArrived = db.prepare(`
    update blob set state = 'present'
    where state not in ('present', 'wanted') and sha256 in (select sha256 from materials where state = 'ready')`);
  const dropUnneeded = db
    .prepare<[], string>(`
      delete from blob where state in ('present', 'wanted') and sha256 not in (select sha256 from materials)
        and sha256 not in (${namedBy('journal')}) and sha256 not in (${namedBy('quarantine')})
      returning sha256`)
    .pluck();
  const fileOf = (row: FileRow) => ({
    materialId: row.material_id,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    uploadUrl: row.upload_url,
    sentBytes: row.sent_bytes ?? 0,
    scope: homeScope({ courseId: row.course_id, campaignId: row.campaign_id }),
  });
  return {
    toSend: () => toSend.all().map(fileOf),
    toGet: () => toGet.all().map(fileOf),
    beginUpload: (sha256) => void begin.run(sha256),
    setUploadUrl: (sha256, url) => void setUrl.run(url, sha256),
    noteSent: (sha256, sentBytes) => void noteSent.run(sentBytes, sha256),
    finishUpload: (sha256) => void finishUpload.run(sha256),
    restartUpload: (sha256) => void restart.run(sha256),
    beginDownload: ({ sha256, sizeBytes }) => void beginDownload.run(sha256, sizeBytes),
    dropUnneeded: () => {
      noteArrived.run();
      return dropUnneeded.all();
    },
    finishDownload: ({ sha256, sizeBytes }) => void finishDownload.run(sha256, sizeBytes),
  };
}
