import { useEffect, type ReactNode } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { WindowTitle } from '../../ui/window-title.tsx';

interface SectionPageProps {
  title: string;
  /** What the window is called. */
  windowTitle: string;
  hint?: string;
  /** Name of the control that the person was led to. */
  field: string | undefined;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a campaign in the work pane. */
export function SectionPage({ title, windowTitle, hint, field, actions, children }: SectionPageProps) {
  useFieldFocus(field);
  return (
    <div className="mx-auto flex w-full max-w-[760px] flex-col gap-6 px-4 py-8 @min-[440px]:px-8 @min-[600px]:px-12">
      <WindowTitle of={windowTitle} />
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
          <h1 className="text-25 font-bold text-balance">{title}</h1>
          {hint !== undefined && <p className="max-w-[68ch] text-15 text-muted">{hint}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}

/** Leads to a control once; coming back to this address must not do it again. */
function useFieldFocus(field: string | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (field === undefined) return;
    const control = document.querySelector<HTMLElement>(`#work [name="${CSS.escape(field)}"]`);
    control?.focus();
    if (control instanceof HTMLInputElement) control.select();
    control?.scrollIntoView({ block: 'center' });
    void navigate({ to: '.', search: ({ itemId }) => ({ itemId }), replace: true });
  }, [field, navigate]);
}
