import type { BlockNode } from '@educrowd/shared/content/content-json';

import type { LossReport } from './loss-report.ts';

/** A course as a format reader gives it, before anything has an id or is written anywhere. */
export interface ImportedCourse {
  format: ImportFormat;
  /** 1 to 300 characters. */
  title: string;
  /** Plain text, at most 4,000 characters. */
  description?: string;
  /** A BCP 47 tag. */
  language?: string;
  /** Key of the material that is the course's picture. */
  coverKey?: string;
  /** In order. Never empty: a course without structure gets one section. */
  sections: ImportedSection[];
  /** Each content once, whatever its names. */
  materials: ImportedMaterial[];
  report: LossReport;
}

export type ImportFormat = 'olx' | 'olx-library' | 'common-cartridge' | 'markdown';

/** `key` is unique among sections and lessons of one import, and the same whenever the same course is read. */
export interface ImportedSection {
  kind: 'section';
  key: string;
  title: string;
  /** In order; sections and lessons may be mixed. */
  children: (ImportedSection | ImportedLesson)[];
}

export interface ImportedLesson {
  kind: 'lesson';
  key: string;
  title: string;
  content: ImportedContent;
}

/**
 * A document whose links and pictures still name lessons and materials by their import keys
 * (`references.ts`), which is why it is no `ContentDoc` yet.
 */
export interface ImportedContent {
  type: 'importedDoc';
  content: BlockNode[];
}

export interface ImportedMaterial {
  /** The SHA-256 of the bytes. */
  key: string;
  /** Name for people, without folders, at most 255 characters. */
  name: string;
  /** From the bytes; the name decides only between kinds of plain text. */
  mimeType: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
  /** Where the bytes are now: a file below `workDir`, or the person's own file. Copy it, never move it. */
  path: string;
}

export interface ImportProgress {
  phase: 'unpack' | 'read' | 'convert' | 'materials';
  done: number;
  /** Bytes for `unpack`, lessons for `convert`, files otherwise; null while nobody knows. */
  total: number | null;
}
