/** What roles allow, in plain words: each ends the sentence "Whoever has this role may …". */
export const permissions = {
  school: 'School',
  schoolUpdate: 'Change the school’s settings',
  memberList: 'See the members and their roles',
  roleGrant: 'Give and take roles',
  roleDefine: 'Define roles of the school',
  auditView: 'Read and download the audit log',
  syncUse: 'Work with the EduCrowd app',

  courses: 'Courses',
  courseCreate: 'Create courses',
  courseAuthor: 'Change courses, their lessons and their order',
  coursePublish: 'Publish courses and take them offline',
  coursePreview: 'Read courses that are not published',
  enrolmentList: 'See who is enrolled',

  texts: 'Texts and files',
  contentAuthor: 'Write the texts of lessons and campaigns',
  conflictResolve: 'Decide when two people changed the same thing',
  materialUpload: 'Add pictures and other files',

  campaigns: 'Campaigns',
  campaignCreate: 'Create campaigns',
  campaignAuthor: 'Change campaigns, rewards and questions',
  campaignLaunch: 'Launch campaigns',
  campaignPreview: 'See campaigns that are not launched',
  campaignUpdatePublish: 'Publish news to backers',

  money: 'Money',
  financeStatistics: 'See what campaigns have collected, in sums',
  pledgeList: 'See pledges and their backers',
  ledgerView: 'See the ledger',
} as const;
