import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useTranslate } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Languages that are offered; an imported block may name any other. */
const LANGUAGES = [
  'bash',
  'c',
  'cpp',
  'csharp',
  'css',
  'go',
  'html',
  'java',
  'javascript',
  'json',
  'kotlin',
  'latex',
  'matlab',
  'php',
  'python',
  'r',
  'ruby',
  'rust',
  'scala',
  'sql',
  'swift',
  'typescript',
  'xml',
  'yaml',
];

export function CodeBlockView({ node, editor, updateAttributes }: ReactNodeViewProps) {
  const t = useTranslate();
  const language = typeof node.attrs.language === 'string' ? node.attrs.language : '';
  const offered = language === '' || LANGUAGES.includes(language) ? LANGUAGES : [language, ...LANGUAGES];
  return (
    <NodeViewWrapper className="overflow-hidden rounded-card border border-line bg-sunken">
      <div contentEditable={false} className="flex justify-end px-2 pt-2">
        <span className="relative flex">
          <select
            aria-label={t('editor.codeLanguage')}
            value={language}
            disabled={!editor.isEditable}
            onChange={(event) => updateAttributes({ language: event.currentTarget.value || null })}
            className="min-h-6 appearance-none rounded-chip bg-transparent pr-6 pl-2 text-13 text-muted hover:text-text"
          >
            <option value="">{t('editor.codePlain')}</option>
            {offered.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
          <Icon
            name="chevronDown"
            size={14}
            className="pointer-events-none absolute top-1.25 right-1.5 text-muted"
          />
        </span>
      </div>
      <pre className="overflow-x-auto px-4 pb-4">
        <NodeViewContent<'code'> as="code" spellCheck={false} />
      </pre>
    </NodeViewWrapper>
  );
}
