import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import type { Choice } from '../../ui/command-list.tsx';
import { useCreateCampaign } from '../campaigns/use-create-campaign.ts';
import { useCreateCourse } from '../home/use-create-course.ts';

/** What was typed may be the name of something that does not exist yet. */
export function useThingsToCreate(text: string, onClose: () => void): Choice[] {
  const { t, engine, queries } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const createCourse = useCreateCourse();
  const createCampaign = useCreateCampaign();
  const { data: access } = useQuery(queries.campaignAccess());
  const { courseId } = useParams({ strict: false });
  const { data: outline } = useQuery({ ...queries.outline(courseId ?? ''), enabled: courseId !== undefined });
  if (text === '') return [];
  const newCourse = async () => {
    const id = await act(() => createCourse(text));
    if (id !== null) await navigate({ to: '/course/$courseId', params: { courseId: id } });
  };
  const newCampaign = async () => {
    const campaignId = await act(() => createCampaign(text));
    if (campaignId !== null)
      await navigate({ to: '/campaign/$campaignId/$section', params: { campaignId, section: 'basics' } });
  };
  const sectionId = outline?.sections.at(-1)?.id;
  const newLesson = async (inSection: string, inCourse: string) => {
    const made = await act(() =>
      engine.client.courses.createLesson({ sectionId: inSection, title: text, afterId: null }),
    );
    if (made)
      await navigate({
        to: '/course/$courseId/lesson/$lessonId',
        params: { courseId: inCourse, lessonId: made.id },
      });
  };
  const choices: Choice[] = [
    {
      id: 'create-course',
      label: t('search.createCourse', { text }),
      icon: 'plus',
      run: () => {
        onClose();
        void newCourse();
      },
    },
  ];
  if (access?.mayCreate) {
    choices.push({
      id: 'create-campaign',
      label: t('search.createCampaign', { text }),
      icon: 'plus',
      run: () => {
        onClose();
        void newCampaign();
      },
    });
  }
  if (sectionId !== undefined && courseId !== undefined) {
    choices.unshift({
      id: 'create-lesson',
      label: t('search.createLesson', { text }),
      icon: 'plus',
      run: () => {
        onClose();
        void newLesson(sectionId, courseId);
      },
    });
  }
  return choices;
}
