import { MAX_MATERIAL_BYTES } from '@educrowd/shared/courses/material.entity';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/**
 * Bounds on what an import may read, write and hold in memory. They are far above real courses (the largest public ones
 * are some hundred megabytes in some ten thousand files) and far below what would fill a disk or freeze the app.
 */
export interface ImportLimits {
  /** All files of the course together, unpacked. */
  totalBytes: number;
  /** One file of the course, unpacked. */
  fileBytes: number;
  /** A file that is read as text: XML, HTML, Markdown, JSON. */
  textBytes: number;
  /**
   * A page that becomes one lesson or component; a longer one is attached as a file. Pages are taken apart without a
   * pause, so these bound how long the process may be held.
   */
  pageBytes: number;
  pageLines: number;
  pageElements: number;
  /** Files and folders, also those that are skipped. */
  entries: number;
  /** Folders within folders. */
  pathDepth: number;
  /** Characters of a path within the course. */
  pathLength: number;
  /** Unpacked bytes for each packed byte, tested once `expansionFloorBytes` are unpacked. */
  expansionRatio: number;
  expansionFloorBytes: number;
  /** What a tar archive may put between two files: long names, extended headers, padding. */
  tarHeaderBytes: number;
  /** Elements within elements. */
  markupDepth: number;
  /** Elements of one XML file. */
  xmlElements: number;
  /** What a whole course may hold; see there. */
  budget: CourseBudget;
}

/**
 * What a whole course may hold in memory while it is read. A course of a thousand pages takes about a tenth of this. A
 * file counts each time a pointer leads to it, so that pointers cannot multiply a small course into a huge one.
 */
export interface CourseBudget {
  /** Text that is read as lessons or structure. */
  textBytes: number;
  /** Tags in XML. */
  tags: number;
  /** Sections, lessons and components. */
  elements: number;
  /** Nodes of all documents. */
  nodes: number;
  /** Items of the report. */
  items: number;
}

export const IMPORT_LIMITS: ImportLimits = {
  totalBytes: 2 * GIB,
  fileBytes: MAX_MATERIAL_BYTES,
  textBytes: 20 * MIB,
  pageBytes: 512 * KIB,
  pageLines: 20_000,
  pageElements: 300_000,
  entries: 50_000,
  pathDepth: 40,
  pathLength: 1_000,
  expansionRatio: 200,
  expansionFloorBytes: 64 * MIB,
  tarHeaderBytes: 1 * MIB,
  markupDepth: 200,
  xmlElements: 200_000,
  budget: {
    textBytes: 32 * MIB,
    tags: 3_000_000,
    elements: 100_000,
    nodes: 1_000_000,
    items: 500_000,
  },
};

/** Bytes as people read them, for messages: "200 MB". */
export function formatBytes(bytes: number): string {
  if (bytes >= GIB) return `${trimmed(bytes / GIB)} GB`;
  if (bytes >= MIB) return `${trimmed(bytes / MIB)} MB`;
  return `${trimmed(bytes / KIB)} kB`;
}

const trimmed = (value: number): string => String(Number(value.toFixed(1)));
