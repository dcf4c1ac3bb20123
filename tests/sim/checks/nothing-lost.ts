/**
 * Everything that a person was told is saved is found again: in place, in the conflict log, put aside on a device for
 * the person to decide, or replaced by somebody who saw it.
 */
import { jsonEqual, type JsonObject, type JsonValue } from '@educrowd/shared/primitives/json';
import type { SimDevice } from '../device/sim-device.ts';
import type { FieldEdit, LedgerEdit, TagEdit, TextEdit } from '../ledger.ts';
import { NEWER_NODE } from '../school/newer-node.ts';
import type { School } from '../school/school.ts';
import { isShown, strayAmounts } from './amounts.ts';
import { schoolText } from './at-rest.ts';
import { lostFile } from './files.ts';
import { query } from './query.ts';

interface PutAside {
  readonly name: string;
  readonly args: JsonObject;
}

export function lostEdits(
  edits: readonly LedgerEdit[],
  school: School,
  devices: readonly SimDevice[],
): string[] {
  const own = edits.filter((edit) => edit.school === school);
  const putAside = devices.filter((device) => device.school === school).flatMap(readPutAside);
  const find = createFinder(school, own, { putAside, devices });
  return [...own.flatMap(find), ...strayAmounts(school, own)].map((problem) => `${school.name}: ${problem}`);
}

/**
 * Of somebody whom the school does not talk to any more, the journal as well: whether the school was restored, and has
 * forgotten what it had accepted, is only told to those who belong to it.
 */
function readPutAside(device: SimDevice): PutAside[] {
  const isStranger = device.school.holdings(device.userId).length === 0;
  const tables = isStranger ? ['quarantine', 'journal'] : ['quarantine'];
  return tables
    .flatMap((table) => query<{ name: string; args: string }>(device, `select name, args from ${table}`))
    .map(({ name, args }) => ({ name, args: JSON.parse(args) as JsonObject }));
}

function createFinder(
  school: School,
  edits: readonly LedgerEdit[],
  { putAside, devices }: { readonly putAside: readonly PutAside[]; readonly devices: readonly SimDevice[] },
) {
  const { rows, purged } = school.state();
  const fieldEdits = Map.groupBy(
    edits.filter((edit) => edit.kind === 'field'),
    ({ row, field }) => `${row} ${field}`,
  );
  const conflicts = [...rows].filter(([key]) => key.startsWith('conflicts ')).map(([, { row }]) => row);
  const idOf = (key: string): string => key.split(' ')[1] ?? '';

  const isPutAside = (id: string, field: string, value: JsonValue): boolean =>
    putAside.some(({ args }) => {
      const values = asObject(args.patch) ?? asObject(args.row);
      const isRow = args.id === id || asObject(args.row)?.id === id;
      return (
        (isRow && values !== null && jsonEqual(values[field] ?? null, value)) ||
        jsonEqual(args.value ?? null, value)
      );
    });
  const isLogged = (id: string, field: string, value: JsonValue): boolean =>
    conflicts.some(
      (row) =>
        row.rowId === id &&
        row.field === field &&
        [row.loserValue, row.winnerValue].some((each) => jsonEqual(each ?? null, value)),
    );

  const isFieldKept = (edit: FieldEdit, seen: Set<FieldEdit>): boolean => {
    if (seen.has(edit)) return false;
    seen.add(edit);
    const { row, field, value } = edit;
    const present = rows.get(row)?.row;
    if (purged.has(row) && !present) return true;
    if (present && jsonEqual(present[field] ?? null, value)) return true;
    if (isShown(school, edit)) return true;
    if (isPutAside(idOf(row), field, value) || isLogged(idOf(row), field, value)) return true;
    const after = fieldEdits.get(`${row} ${field}`) ?? [];
    return after.some((later) => jsonEqual(later.seen, value) && isFieldKept(later, seen));
  };

  const textProblem = ({ documentId, words, isNewer, device }: TextEdit): string[] => {
    if (purged.has(`documents ${documentId}`) && !rows.has(`documents ${documentId}`)) return [];
    const text = schoolText(school, documentId);
    const times = text.split(words).length - 1;
    if (times === 1 && isNewer && !text.includes(NEWER_NODE))
      return [`text ${documentId} lost what stood beside "${words.trim()}"`];
    if (times === 1) return [];
    if (times > 1) return [`"${words.trim()}" stands ${times} times in text ${documentId}`];
    const isAside = putAside.some(
      ({ name, args }) =>
        name === 'document.append' &&
        args.id === documentId &&
        Buffer.from(String(args.update), 'base64').includes(words),
    );
    return isAside ? [] : [`"${words.trim()}" of ${device?.name} is lost from text ${documentId}`];
  };

  const tagProblem = ({ row, tag, device }: TagEdit): string[] => {
    const present = rows.get(row)?.row.tags;
    if (Array.isArray(present) && present.includes(tag)) return [];
    if (purged.has(row) && !present) return [];
    const isAside = putAside.some(({ args }) => JSON.stringify(args).includes(JSON.stringify(tag)));
    return isAside ? [] : [`the tag "${tag}" of ${device?.name} is lost from ${row}`];
  };

  const isRowKept = (key: string): boolean =>
    rows.has(key) || purged.has(key) || putAside.some(({ args }) => asObject(args.row)?.id === idOf(key));

  return (edit: LedgerEdit): string[] => {
    switch (edit.kind) {
      case 'field': {
        const isKept = edit.device === null || isFieldKept(edit, new Set());
        return isKept
          ? []
          : [`${edit.field} ${JSON.stringify(edit.value)} of ${edit.device?.name} is lost from ${edit.row}`];
      }
      case 'text':
        return textProblem(edit);
      case 'tag':
        return tagProblem(edit);
      case 'file':
        return isRowKept(edit.row)
          ? lostFile(edit, devices)
          : [`${edit.row} with a file of ${edit.device?.name} is lost`];
      case 'create':
        return isRowKept(edit.row) ? [] : [`${edit.row} of ${edit.device?.name} is lost`];
    }
  };
}

const asObject = (value: JsonValue | undefined): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
