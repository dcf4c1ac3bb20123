import { Extension } from '@tiptap/core';
import {
  DOMParser as SliceParser,
  Fragment,
  Slice,
  type Node as SchemaNode,
  type ParseOptions,
  type Schema,
} from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { pasteLater, selectDropPoint } from './paste-later.ts';
import { noPictures, takePictures } from './pasted-pictures.ts';
import { settleTables } from './pasted-tables.ts';
import type { KeepPicture } from './pictures.ts';
import { describedBy, pictureOf } from './text-references.ts';
import { makeLists } from './word-lists.ts';

interface Options {
  keep: KeepPicture;
  /** Told how many pictures of a pasted text cannot be had. */
  onUnreadable: (count: number) => void;
}

/**
 * HTML of other programs says some things in ways that the schema does not know: lists, captions, pictures. Text with
 * pictures in it is put in as soon as these are kept: a moment later than other text.
 */
export const PastedHtml = Extension.create<Options>({
  name: 'pastedHtml',
  // Before whoever asks where the pictures of a text are kept.
  priority: 2_000,
  addOptions: () => ({ keep: async () => null, onUnreadable: () => undefined }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const { keep, onUnreadable } = this.options;
    let given: readonly File[] = [];
    let pictures = noPictures;

    const begin = (data: DataTransfer | null): false => {
      given = [...(data?.files ?? [])];
      pictures = noPictures;
      return false;
    };
    const prepare = (root: Element): void => {
      makeLists(root);
      settleTables(root);
      pictures = takePictures(root, given);
    };
    const hold = (slice: Slice, event: ClipboardEvent | DragEvent): boolean => {
      const { files, unreadable } = pictures;
      begin(null);
      if (unreadable > 0) onUnreadable(unreadable);
      if (files.size === 0) return false;
      const ready = keepAll(files, keep).then(
        (kept) => new Slice(withPictures(slice.content, kept), slice.openStart, slice.openEnd),
      );
      void pasteLater(editor, { event, ready });
      return true;
    };
    return [
      new Plugin({
        props: {
          clipboardParser: new PreparingParser(editor.schema, prepare),
          handleDOMEvents: {
            paste: (_view, { clipboardData }) => begin(clipboardData),
            drop: (_view, { dataTransfer }) => begin(dataTransfer),
          },
          handlePaste: (_view, event, slice) => hold(slice, event),
          handleDrop(view, event, slice) {
            if (pictures.files.size > 0) selectDropPoint(view, event, slice);
            return hold(slice, event);
          },
        },
      }),
    ];
  },
});

/** Changes the nodes, not their HTML: ProseMirror has parsed that already, and nobody else is allowed to. */
class PreparingParser extends SliceParser {
  readonly #prepare: (root: Element) => void;

  constructor(schema: Schema, prepare: (root: Element) => void) {
    super(schema, SliceParser.fromSchema(schema).rules);
    this.#prepare = prepare;
  }

  override parseSlice(dom: Node, options?: ParseOptions): Slice {
    if (dom instanceof Element) this.#prepare(dom);
    return super.parseSlice(dom, options);
  }
}

/** The materials that the pictures have become, by the same ids; null for one that could not be kept. */
async function keepAll(
  files: ReadonlyMap<string, File>,
  keep: KeepPicture,
): Promise<ReadonlyMap<string, string | null>> {
  const kept = new Map<string, string | null>();
  for (const [id, file] of files) kept.set(id, (await keep(file))?.materialId ?? null);
  return kept;
}

function withPictures(content: Fragment, kept: ReadonlyMap<string, string | null>): Fragment {
  const rewrite = (node: SchemaNode): SchemaNode[] => {
    const materialId = kept.get(pictureOf(node) ?? '');
    if (materialId === undefined) return [node.isText ? node : node.copy(withPictures(node.content, kept))];
    if (materialId !== null) return [node.type.create({ ...node.attrs, materialId }, null, node.marks)];
    return node.attrs.alt === '' ? [] : [describedBy(node)];
  };
  const nodes = content.content.flatMap(rewrite);
  // What it stood in may hold nothing else.
  const refused = nodes.length === 0 ? content.firstChild : null;
  return refused ? Fragment.from(describedBy(refused)) : Fragment.fromArray(nodes);
}
