/** @jsxImportSource hono/jsx */
import { endOfDay } from '@educrowd/shared/primitives/zoned-time';
import { Field } from '../../platform/page/form.tsx';
import type { FormErrors } from '../../platform/page/read-form.ts';
import { dayText, zoneOf, type Reader } from './grant-words.ts';

interface Props {
  readonly reader: Reader;
  /** As typed, or as it is. */
  readonly value: string | undefined;
  readonly errors: FormErrors | undefined;
}

/** The last day of a role, said in words below the field once there is one. */
export function EndDayField({ reader, value = '', errors }: Props) {
  const { t } = reader;
  const end = endOfDay(value.trim(), zoneOf(reader));
  return (
    <>
      <Field
        name="endDay"
        type="date"
        label={t('members.endDay')}
        hint={t('members.endDayHint', { zone: zoneOf(reader) })}
        value={value}
        isRequired={false}
        errors={errors}
      />
      {end !== null && (
        <p class="-mt-4 mb-6 text-small">
          {t('members.endDayEcho', { day: dayText(end, reader), zone: zoneOf(reader) })}
        </p>
      )}
    </>
  );
}
