/** What a person does with files at a computer, through the engine's own ways to add them. */
import { createHash } from 'node:crypto';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { EngineError } from '../../../apps/desktop/src/ipc/errors.ts';
import type { FileEdit } from '../ledger.ts';
import { pick, rowKey, save, setField, type Moment } from './moment.ts';

const material = entityNamed('Material');
const course = entityNamed('Course');
const campaign = entityNamed('Campaign');
const CAMPAIGN_SHARE = 0.3;
const KNOWN_SHARE = 0.35;

interface Adding {
  readonly bytes?: Buffer | undefined;
  /** Goes on with it in the same moment, unless the power has gone. */
  readonly onAdded?: (materialId: string) => void;
}

export function addFile(moment: Moment, { bytes = someBytes(moment), onAdded }: Adding = {}): void {
  const { device, random, ledger, mark } = moment;
  const isOfCampaign = random.next() < CAMPAIGN_SHARE;
  const home = pick(moment, isOfCampaign ? campaign : course);
  if (!home) return;
  const id = String(home.id);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const added = device.materials.add({
    home: isOfCampaign ? { campaignId: id } : { courseId: id },
    name: `${mark}.bin`,
    bytes,
  });
  added
    .then(({ materialId }) => {
      const row = rowKey(material, materialId);
      ledger.note({ kind: 'file', row, sha256, bytes, school: device.school, device });
      if (device.isAlive()) onAdded?.(materialId);
    })
    .catch((error: unknown) => {
      if (device.isAlive() && !(error instanceof EngineError))
        device.onProblem(`a file could not be added: ${String(error)}`);
    });
}

/** Often what somebody has added before, here or elsewhere. */
function someBytes({ random, ledger, mark }: Moment): Buffer {
  const known = ledger.edits.filter((edit): edit is FileEdit => edit.kind === 'file');
  if (known.length > 0 && random.next() < KNOWN_SHARE) return random.pick(known).bytes;
  const size = random.pick([0, 1, 90, 600, 1_200, random.between(2, 600), random.between(600, 3_000)]);
  return Buffer.alloc(size, `bytes of ${mark} `);
}

/** A course gets another picture, and the one before goes. */
function replaceCover(moment: Moment): void {
  const { device } = moment;
  const onAdded = (materialId: string): void => {
    const row = device.store.views.read(material, materialId);
    if (typeof row?.courseId !== 'string') return;
    const home = device.store.views.read(course, row.courseId);
    if (!home) return;
    const before = home.coverMaterialId;
    save(moment, (write) => {
      write.patch(course, String(home.id), { coverMaterialId: materialId });
      if (typeof before === 'string' && before !== materialId) write.trash(material, before);
      return [];
    });
  };
  addFile(moment, { onAdded });
}

function throwAway(moment: Moment): void {
  const row = pick(moment, material, ['deleted_at is null']);
  if (row)
    save(moment, (write) => {
      write.trash(material, String(row.id));
      return [];
    });
}

function takeBack(moment: Moment): void {
  const row = pick(moment, material, ['deleted_at is not null']);
  if (row)
    save(moment, (write) => {
      write.restore(material, String(row.id));
      return [];
    });
}

const rename = (moment: Moment): void => setField(moment, material, () => ({ name: moment.mark }));

export const fileActions: readonly ((moment: Moment) => void)[] = [
  (moment) => addFile(moment),
  (moment) => addFile(moment),
  (moment) => addFile(moment),
  replaceCover,
  throwAway,
  takeBack,
  rename,
];
