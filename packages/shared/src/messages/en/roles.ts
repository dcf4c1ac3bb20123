/** Names of the roles that every school has. */
export const roles = {
  owner: 'Owner',
  admin: 'Administrator',
  instructor: 'Instructor',
  campaignManager: 'Campaign manager',
  financeAdmin: 'Finance administrator',
  financeViewer: 'Finance viewer',
  financeStatisticsViewer: 'Finance statistics viewer',
  memberViewer: 'Member viewer',
  analyst: 'Analyst',
  viewer: 'Viewer',
  student: 'Student',
  backer: 'Backer',
  member: 'Member',
} as const;
