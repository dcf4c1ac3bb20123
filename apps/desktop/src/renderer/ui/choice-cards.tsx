import { RadioGroup } from 'radix-ui';

interface ChoiceCardsProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[];
  onChange: (value: Value) => void;
  /** Of the chosen one, so that others can lead to it. */
  name?: string;
  disabled?: boolean;
}

/** One of a few, each with what it means. */
export function ChoiceCards<Value extends string>({
  label,
  value,
  options,
  onChange,
  name,
  disabled = false,
}: ChoiceCardsProps<Value>) {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-14 font-semibold">{label}</span>
      <RadioGroup.Root
        aria-label={label}
        value={value}
        disabled={disabled}
        onValueChange={(next) => {
          const chosen = options.find((each) => each.value === next);
          if (chosen) onChange(chosen.value);
        }}
        className="flex flex-col gap-2"
      >
        {options.map((option) => (
          <RadioGroup.Item
            key={option.value}
            value={option.value}
            {...(option.value === value ? { name } : {})}
            className="group flex items-start gap-3 rounded-card border border-control bg-surface p-3 text-left enabled:hover:bg-sunken disabled:border-line data-[state=checked]:border-brand data-[state=checked]:bg-brand-soft disabled:data-[state=checked]:border-line disabled:data-[state=checked]:bg-sunken"
          >
            <span className="mt-0.75 flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-surface group-data-[state=checked]:border-brand">
              <RadioGroup.Indicator className="size-2 rounded-full bg-brand" />
            </span>
            <span className="flex flex-col">
              <span className="text-15 font-semibold">{option.label}</span>
              <span className="text-14 text-muted">{option.hint}</span>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
