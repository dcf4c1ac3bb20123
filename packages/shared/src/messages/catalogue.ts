import { account } from './en/account.ts';
import { audit } from './en/audit.ts';
import { campaign } from './en/campaign.ts';
import { campaignPage } from './en/campaign-page.ts';
import { campaignRules } from './en/campaign-rules.ts';
import { commands } from './en/commands.ts';
import { common } from './en/common.ts';
import { course } from './en/course.ts';
import { desktop } from './en/desktop.ts';
import { editor } from './en/editor.ts';
import { home } from './en/home.ts';
import { finance } from './en/finance.ts';
import { failures } from './en/failures.ts';
import { importErrors } from './en/import-errors.ts';
import { importing } from './en/importing.ts';
import { inputProblems } from './en/input-problems.ts';
import { learning } from './en/learning.ts';
import { mail } from './en/mail.ts';
import { members } from './en/members.ts';
import { notifications } from './en/notifications.ts';
import { permissions } from './en/permissions.ts';
import { pledge } from './en/pledge.ts';
import { pledgeMail } from './en/pledge-mail.ts';
import { refusals } from './en/refusals.ts';
import { rolePurposes } from './en/role-purposes.ts';
import { roles } from './en/roles.ts';
import { search } from './en/search.ts';
import { serverRefusals } from './en/server-refusals.ts';
import { session } from './en/session.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { sync } from './en/sync.ts';
import { trash } from './en/trash.ts';
import { web } from './en/web.ts';

const en = {
  account,
  audit,
  campaign,
  campaignPage,
  campaignRules,
  commands,
  common,
  course,
  desktop,
  editor,
  home,
  failures,
  finance,
  importErrors,
  importing,
  inputProblems,
  learning,
  mail,
  members,
  notifications,
  permissions,
  pledge,
  pledgeMail,
  refusals,
  rolePurposes,
  roles,
  search,
  serverRefusals,
  session,
  settings,
  shell,
  sync,
  trash,
  web,
} as const;

/** English is the source: other languages have the same areas and names, and may have their own words and plurals. */
export type Catalogue = typeof en;
export const catalogues = { en } as const;
export type Language = keyof typeof catalogues;
