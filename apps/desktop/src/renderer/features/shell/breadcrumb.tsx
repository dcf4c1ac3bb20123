import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ancestorsOf, outlineTree } from '../course/outline-tree.ts';

/** Courses › course › section, Campaigns › campaign, or the name of the screen. The lesson itself is the title below. */
export function Breadcrumb() {
  const { t } = useApp();
  const { pathname } = useLocation();
  const { courseId, lessonId, campaignId } = useParams({ strict: false });
  const names: Record<string, string> = {
    '/': t('shell.home'),
    '/courses': t('shell.courses'),
    '/campaigns': t('shell.campaigns'),
    '/search': t('shell.search'),
    '/sync': t('shell.sync'),
    '/trash': t('shell.trash'),
    '/settings': t('shell.settings'),
  };
  return (
    <nav aria-label={t('shell.breadcrumb')} className="min-w-0 flex-1 px-1 text-14">
      <ol className="flex min-w-0 items-center gap-1">
        {courseId !== undefined && <CourseCrumbs courseId={courseId} lessonId={lessonId} />}
        {campaignId !== undefined && <CampaignCrumbs campaignId={campaignId} />}
        {courseId === undefined && campaignId === undefined && (
          <li className="truncate font-semibold" aria-current="page">
            {names[pathname] ?? ''}
          </li>
        )}
      </ol>
    </nav>
  );
}

function CourseCrumbs({ courseId, lessonId }: { courseId: string; lessonId: string | undefined }) {
  const { queries, t } = useApp();
  const { data } = useQuery(queries.outline(courseId));
  const sections = data && lessonId !== undefined ? ancestorsOf(outlineTree(data), lessonId) : [];
  return (
    <>
      <li className="hidden shrink-0 md:block">
        <Link to="/courses" className="rounded-chip text-muted hover:text-text">
          {t('shell.courses')}
        </Link>
      </li>
      {data && (
        <>
          <Divider className="hidden md:block" />
          <li className="min-w-0 truncate">
            <Link to="/course/$courseId" params={{ courseId }} className="rounded-chip font-semibold">
              {data.course.title}
            </Link>
          </li>
        </>
      )}
      {sections.map((section) => (
        <li key={section.id} className="hidden min-w-0 items-center gap-1 truncate text-muted lg:flex">
          <Divider />
          <span className="truncate">{section.title}</span>
        </li>
      ))}
    </>
  );
}

function CampaignCrumbs({ campaignId }: { campaignId: string }) {
  const { queries, t } = useApp();
  const { data } = useQuery(queries.campaign(campaignId));
  return (
    <>
      <li className="hidden shrink-0 md:block">
        <Link to="/campaigns" className="rounded-chip text-muted hover:text-text">
          {t('shell.campaigns')}
        </Link>
      </li>
      {data && (
        <>
          <Divider className="hidden md:block" />
          <li className="min-w-0 truncate">
            <Link
              to="/campaign/$campaignId/$section"
              params={{ campaignId, section: 'basics' }}
              className="rounded-chip font-semibold"
            >
              {data.campaign.title}
            </Link>
          </li>
        </>
      )}
    </>
  );
}

const Divider = ({ className = '' }: { className?: string }) => (
  <Icon name="chevronRight" size={14} className={`text-muted ${className}`} />
);
