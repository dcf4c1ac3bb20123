import type { ImportedCourse } from '../imported-course.ts';
import type { Files } from './course-files.ts';
import { readForTest } from './read-for-test.ts';

interface Described {
  readonly items?: string;
  readonly resources?: string;
  readonly version?: string;
  readonly title?: string;
}

export const manifest = ({
  items = '',
  resources = '',
  version = '1.1.0',
  title = 'Rivers',
}: Described): string => `<?xml version="1.0"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" xmlns:l="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest">
  <metadata><schema>IMS Common Cartridge</schema><schemaversion>${version}</schemaversion>
    <l:lom><l:general><l:title><l:string language="en-GB">${title}</l:string></l:title><l:language>en-GB</l:language></l:general></l:lom></metadata>
  <organizations><organization identifier="o" structure="rooted-hierarchy"><item identifier="root">${items}</item></organization></organizations>
  <resources>${resources}</resources>
</manifest>`;

export const item = (id: string, title: string, inner = ''): string =>
  `<item identifier="i-${id}" ${inner === '' ? `identifierref="${id}"` : ''}><title>${title}</title>${inner}</item>`;
export const resource = (id: string, type: string, href: string): string =>
  `<resource identifier="${id}" type="${type}" href="${href}"><file href="${href}"/></resource>`;

export const readCartridge = (files: Files, described: Described): Promise<ImportedCourse> =>
  readForTest({ 'imsmanifest.xml': manifest(described), ...files });

/** A quiz of one question. */
export const question = (body: string, right: string): string => `<?xml version="1.0"?>
<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd">
<questestinterop><assessment ident="a" title="What you know"><section ident="s"><item ident="q" title="Flow">
  <presentation><flow><material><mattext texttype="text/plain">Where is it fastest?</mattext></material>${body}</flow></presentation>
  <resprocessing><respcondition><conditionvar>${right}</conditionvar><setvar varname="SCORE">1</setvar>
    <displayfeedback feedbacktype="Solution" linkrefid="why"/></respcondition></resprocessing>
  <itemfeedback ident="why"><solution><solutionmaterial><material><mattext>There is least friction.</mattext></material></solutionmaterial></solution></itemfeedback>
</item></section></assessment></questestinterop>`;
