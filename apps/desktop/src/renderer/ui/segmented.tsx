import { RadioGroup } from 'radix-ui';
import type { IconName } from '@educrowd/shared/design/icons';
import { Icon } from './icon.tsx';

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly icon?: IconName }[];
  onChange: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((each) => each.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className="inline-flex flex-wrap gap-1 rounded-card border border-line bg-sunken p-1"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="flex min-h-8 items-center gap-2 rounded-control border border-transparent px-3 text-14 text-muted hover:text-text data-[state=checked]:border-control data-[state=checked]:bg-surface data-[state=checked]:font-semibold data-[state=checked]:text-text dark:data-[state=checked]:bg-raised"
        >
          {option.icon && <Icon name={option.icon} />}
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
