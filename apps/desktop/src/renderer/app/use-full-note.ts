import { useState } from 'react';
import { useApp } from './app-context.tsx';

/** Says that a field is full to whoever types in it: the browser cuts what is pasted, and says nothing. */
export function useFullNote(shown: string, maxLength: number) {
  const { t } = useApp();
  const [isTyping, setTyping] = useState(false);
  return {
    note: isTyping && shown.length >= maxLength ? t('common.full', { max: maxLength }) : undefined,
    onTyped: () => setTyping(true),
    onLeft: () => setTyping(false),
  };
}
