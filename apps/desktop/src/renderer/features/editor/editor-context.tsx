import { createContext, use } from 'react';
import { must } from '@educrowd/shared/primitives/assert';
import type { ContentHome } from '../../../ipc/materials.ts';

/** What the open text lies in: node views keep pictures there. */
const TextHomeContext = createContext<ContentHome | null>(null);
export const TextHomeProvider = TextHomeContext;
export const useTextHome = (): ContentHome => must(use(TextHomeContext), 'a text lies somewhere');

/** For what stands above a text. */
export interface TextBelow {
  readonly goToText: () => void;
  readonly isReadOnly: boolean;
}

const TextBelowContext = createContext<TextBelow>({ goToText: () => undefined, isReadOnly: false });
export const TextBelowProvider = TextBelowContext;
export const useTextBelow = (): TextBelow => use(TextBelowContext);
