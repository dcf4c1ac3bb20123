export type ButtonLook = 'solid' | 'quiet' | 'danger';

const looks: Readonly<Record<ButtonLook, string>> = {
  solid: 'bg-brand text-on-solid border-transparent hover:brightness-110',
  quiet: 'bg-surface text-text border-control hover:bg-sunken',
  danger: 'bg-surface text-danger-text border-control hover:bg-danger-soft',
};

const shape =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-control border px-5 py-2 text-center font-semibold no-underline transition-[background-color,filter] duration-(--motion-hover)';

/** Classes of a button, or of a link that looks like one, on web pages. One `solid` button a view. */
export const buttonClass = (look: ButtonLook, isWide = false): string =>
  `${shape} ${looks[look]} ${isWide ? 'w-full' : ''}`.trimEnd();
