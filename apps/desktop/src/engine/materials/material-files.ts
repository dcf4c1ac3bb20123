/** Files of courses and campaigns: the row that names a file and the bytes beside the database. */
import { MAX_MATERIAL_BYTES, type Material } from '@educrowd/shared/courses/material.entity';
import { isPicture } from '@educrowd/shared/content/picture-types';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import { toStorableText } from '@educrowd/shared/primitives/text';
import { homeOf } from '@educrowd/shared/sync/home';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { refusal } from '../../ipc/refusal.ts';
import type { ContentHome } from '../../ipc/materials.ts';
import { sniffMimeType, SNIFF_BYTES } from '../content/sniff-mime-type.ts';
import type { LocalWrite, LocalWriter } from '../store/local-write.ts';
import type { Store } from '../store/open-store.ts';
import type { FileDraft, FileStore } from './blob-files.ts';

const material = entityNamed('Material');

export interface NewFile {
  readonly home: ContentHome;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface MaterialFile {
  readonly name: string;
  readonly mimeType: string;
  /** Null while they are still to be fetched from the school. */
  readonly bytes: Buffer | null;
}

export interface Materials {
  /** A file that its home has already is not kept twice. Throws `EngineError` INVALID or NOT_FOUND. */
  readonly add: (file: NewFile) => Promise<{ materialId: string; mimeType: string }>;
  /** As `add`; INVALID as well for what no browser shows as a picture. */
  readonly addPicture: Materials['add'];
  readonly read: (materialId: string) => Promise<MaterialFile>;
  /**
   * For each file, the one of this home with the same bytes, which is made where there is none; null for what is not
   * known here. Bytes that are not on this computer stay where they are: the school has them. Throws NOT_FOUND.
   */
  readonly bring: (home: ContentHome, materialIds: readonly string[]) => Map<string, string | null>;
}

export interface MaterialsOptions {
  readonly store: Store;
  readonly writer: LocalWriter;
  readonly files: FileStore;
}

export function createMaterials({ store, writer, files }: MaterialsOptions): Materials {
  const checkHome = (home: ContentHome): void => {
    const place = must(homeOf(home), 'a file lies in one home');
    if (store.views.view(place.entityName, place.id) === null)
      throw refusal('NOT_FOUND', 'refusals.ownerOfFileGone');
  };
  const add: Materials['add'] = async ({ home, name, bytes }) => {
    checkHome(home);
    if (bytes.length > MAX_MATERIAL_BYTES) throw refusal('INVALID', 'refusals.fileTooLarge');
    const mimeType = await kindOf({ name, bytes });
    const draft = await files.draft(bytes);
    const { sha256, sizeBytes } = draft;
    const known = findByContent(store, home, sha256);
    if (known !== undefined) {
      // Whoever added it first may not have sent it yet.
      files.keep([draft], () => keepLocalBlob(store, draft));
      return { materialId: known.id, mimeType: known.mimeType };
    }
    const row = {
      id: newId<'Material'>(),
      ...home,
      name: toStorableText(name),
      mimeType,
      sha256,
      sizeBytes,
    };
    files.keep([draft], () => writer.write((write) => addMaterial(store, write, row)));
    return { materialId: row.id, mimeType };
  };
  const bringOne = (write: LocalWrite, home: ContentHome, materialId: string): string | null => {
    const row = store.views.read(material, materialId) as Material | null;
    if (row === null || row.deletedAt !== null) return null;
    if (liesIn(row, home)) return materialId;
    const { name, mimeType, sizeBytes, sha256 } = row;
    const known = findByContent(store, home, sha256);
    if (known !== undefined) return known.id;
    const id: string = newId<'Material'>();
    write.create(material, { id, ...home, name, mimeType, sizeBytes, sha256 });
    return id;
  };
  return {
    add,
    bring: (home, materialIds) => {
      checkHome(home);
      return writer.write((write) => new Map(materialIds.map((id) => [id, bringOne(write, home, id)])));
    },
    addPicture: async (file) => {
      if (!isPicture(await kindOf(file)))
        throw refusal('INVALID', 'refusals.notAPicture', { name: file.name });
      return add(file);
    },
    read: async (materialId) => {
      const row = store.views.read(material, materialId) as Material | null;
      if (row === null) throw refusal('NOT_FOUND', 'refusals.fileGone');
      return { name: row.name, mimeType: row.mimeType, bytes: await files.read(row.sha256) };
    },
  };
}

const kindOf = ({ name, bytes }: Pick<NewFile, 'name' | 'bytes'>): Promise<string> =>
  sniffMimeType(bytes.subarray(0, SNIFF_BYTES), name);

type BlobOfRow = Pick<FileDraft, 'sha256' | 'sizeBytes'>;

export type MaterialRow = BlobOfRow &
  ContentHome & {
    readonly id: string;
    readonly name: string;
    readonly mimeType: string;
  };

/** Names a file whose bytes are kept already. */
export function addMaterial(store: Store, write: LocalWrite, row: MaterialRow): void {
  write.create(material, { ...row });
  keepLocalBlob(store, row);
}

/** Notes that the bytes are here and perhaps nowhere else. */
export const keepLocalBlob = ({ db }: Store, { sha256, sizeBytes }: BlobOfRow): void =>
  void db
    .prepare<[string, number]>(
      `insert into blob (sha256, size_bytes, state) values (?, ?, 'local')
       on conflict (sha256) do update set state = 'local' where state = 'wanted'`,
    )
    .run(sha256, sizeBytes);

const liesIn = (row: Material, home: ContentHome): boolean =>
  'courseId' in home ? row.courseId === home.courseId : row.campaignId === home.campaignId;

function findByContent(store: Store, home: ContentHome, sha256: string): Material | undefined {
  const [column, id] =
    'courseId' in home
      ? (['course_id', home.courseId] as const)
      : (['campaign_id', home.campaignId] as const);
  const found = store.views.select(
    material,
    `sha256 = ? and ${column} = ? and deleted_at is null`,
    sha256,
    id,
  ) as unknown as Material[];
  return found[0];
}
