import { useCallback } from 'react';
import type { EngineClient } from '../../../ipc/contract.ts';
import type { CourseDetail } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { LiveText, LiveTextArea } from '../../app/live-fields.tsx';
import { PictureField } from '../../app/picture-field.tsx';
import { useField } from '../../app/use-field.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { languageOptions } from './languages.ts';
import { PriceField } from './price-field.tsx';
import { PublishPanel } from './publish-panel.tsx';
import { TagsField } from './tags-field.tsx';

export type CoursePatch = Parameters<EngineClient['courses']['patchCourse']>[0]['patch'];
/** `seen`: what the person saw of these fields, where that may not be what is there now. */
export type PatchCourse = (patch: CoursePatch, seen?: CoursePatch) => Promise<void>;

export interface CourseFieldProps {
  course: CourseDetail;
  patch: PatchCourse;
}

export function CourseDetails({ course }: { course: CourseDetail }) {
  const { engine, t } = useApp();
  const patch = useCallback<PatchCourse>(
    (changed, seen) => engine.client.courses.patchCourse({ courseId: course.id, patch: changed, seen }),
    [course.id, engine],
  );
  return (
    <div className="flex flex-col gap-4">
      <PublishPanel course={course} />
      <LiveText
        label={t('course.title')}
        missing={t('course.titleMissing')}
        value={course.title}
        maxLength={300}
        save={(title, seen) => patch({ title }, { title: seen })}
      />
      <LiveTextArea
        label={t('course.summary')}
        hint={t('course.summaryHint')}
        rows={3}
        value={course.summary}
        maxLength={4000}
        save={(summary, seen) => patch({ summary }, { summary: seen })}
      />
      <PictureField
        label={t('course.cover')}
        home={{ courseId: course.id }}
        materialId={course.coverMaterialId}
        save={(coverMaterialId) => patch({ coverMaterialId })}
        className="h-36"
      />
      <LanguageField course={course} patch={patch} />
      <LevelField course={course} patch={patch} />
      <DurationField course={course} patch={patch} />
      <TagsField course={course} patch={patch} />
      <PriceField course={course} patch={patch} />
    </div>
  );
}

function LanguageField({ course, patch }: CourseFieldProps) {
  const { t, formats } = useApp();
  const label = t('course.language');
  const field = useField({
    label,
    value: course.language,
    save: (language, seen) => patch({ language }, { language: seen }),
  });
  return (
    <SelectField
      label={label}
      value={field.shown}
      error={field.failure}
      options={languageOptions(formats, course.language)}
      onChange={(event) => field.change(event.currentTarget.value)}
      onFocus={field.onFocus}
      onBlur={field.onBlur}
    />
  );
}

const levels = ['any', 'beginner', 'intermediate', 'advanced'] as const;

function LevelField({ course, patch }: CourseFieldProps) {
  const { t } = useApp();
  const label = t('course.level');
  const field = useField({
    label,
    value: course.level,
    save: (level, seen) => patch({ level }, { level: seen }),
  });
  const words = {
    any: t('course.levelAny'),
    beginner: t('course.levelBeginner'),
    intermediate: t('course.levelIntermediate'),
    advanced: t('course.levelAdvanced'),
  };
  return (
    <SelectField
      label={label}
      value={field.shown}
      error={field.failure}
      options={levels.map((value) => ({ value, label: words[value] }))}
      onChange={(event) => {
        const level = levels.find((each) => each === event.currentTarget.value);
        if (level) field.change(level);
      }}
      onFocus={field.onFocus}
      onBlur={field.onBlur}
    />
  );
}

function DurationField({ course, patch }: CourseFieldProps) {
  const { t } = useApp();
  const label = t('course.duration');
  const field = useField({
    label,
    value: course.durationHours === null ? '' : String(course.durationHours),
    save: (typed, seen) => patch({ durationHours: parseHours(typed) }, { durationHours: parseHours(seen) }),
    unfinished: { isSo: (typed) => parseHours(typed) === undefined },
  });
  return (
    <TextField
      label={label}
      inputMode="numeric"
      className="tabular-nums"
      value={field.shown}
      error={parseHours(field.shown) === undefined ? t('course.durationInvalid') : field.failure}
      onChange={(event) => field.change(event.currentTarget.value)}
      onFocus={field.onFocus}
      onBlur={field.onBlur}
    />
  );
}

/** Null: left open. Undefined: not a number of hours. */
function parseHours(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const hours = Number(typed);
  return Number.isInteger(hours) && hours >= 0 && hours <= 10_000 ? hours : undefined;
}
