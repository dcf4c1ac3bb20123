/** Bounds that keep one document from hurting everybody who has to load it. Far above what a person writes. */

/** Nodes on a path from the document to a text. A list in a list takes two for each level. */
export const MAX_CONTENT_DEPTH = 40;

/** Nodes of a document, texts included; a mark on a text counts as one more. */
export const MAX_CONTENT_NODES = 20_000;

/**
 * UTF-8 bytes of a document's canonical JSON. Leaves room for what Yjs adds, so that the canonical initial state of any
 * valid document fits into one update.
 */
export const MAX_CONTENT_BYTES = 1_250_000;

/** One update as it is pushed and stored, in bytes. */
export const MAX_UPDATE_BYTES = 2 * 1024 * 1024;

/** Yjs structs and deleted ranges in one update: a paragraph with one bold word takes about six. */
export const MAX_UPDATE_STRUCTS = 150_000;

/** Writers (Yjs client ids) whose changes one update may carry: every opening of a document makes a new one. */
export const MAX_UPDATE_WRITERS = 2_000;

/** Sum of what an update inserts and deletes, in Yjs' clock units (characters, nodes, attributes). */
export const MAX_UPDATE_LENGTH = 64 * 1024 * 1024;

/** Problems reported for one document; the rest adds nothing a person would read. */
export const MAX_REPORTED_PROBLEMS = 20;

/*
 * Yjs takes time in proportion to the product of what was written at one place, so a small hostile update could occupy
 * a server for minutes. These three bounds keep any update at a few seconds; people who write at one place at the same
 * time stay far below them.
 */

/** Comparisons between insertions after one and the same character or node. */
export const MAX_UPDATE_CONFLICTS = 20_000_000;

/** Structs moved aside in memory because earlier ones of the same writer are cut in two. */
export const MAX_UPDATE_MOVES = 10_000_000_000;

/** Look-ups of a struct by its id. */
export const MAX_UPDATE_LOOKUPS = 2_000_000;

/** Longest attributes, in UTF-16 code units; an importer shortens or keeps the original beside the document. */
export const MAX_TITLE_LENGTH = 500;
export const MAX_ALT_LENGTH = 2_000;
export const MAX_MATH_LENGTH = 10_000;
export const MAX_ADDRESS_LENGTH = 2_048;
export const MAX_ANCHOR_LENGTH = 120;
export const MAX_OPAQUE_NAME_LENGTH = 120;
export const MAX_OPAQUE_PLACE_LENGTH = 1_000;
export const MAX_OPAQUE_SOURCE_LENGTH = 250_000;
