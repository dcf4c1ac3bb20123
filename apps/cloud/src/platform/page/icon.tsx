/** @jsxImportSource hono/jsx */
import { jsx } from 'hono/jsx';
import { icons, type IconName } from '@educrowd/shared/design/icons';

/** Decoration beside a label, or inside a control that has one. */
export const Icon = ({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    aria-hidden="true"
    class="shrink-0"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    {icons[name].map(([tag, attributes]) => jsx(tag, attributes))}
  </svg>
);
