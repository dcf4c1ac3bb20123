/** What the roles that every school has are for. */
export const rolePurposes = {
  owner: 'Answers for the school: may do everything, and makes other owners.',
  admin: 'Runs the school: its members and roles, courses, campaigns and money.',
  instructor: 'Makes courses, and teaches those where they are on the staff.',
  campaignManager: 'Makes campaigns, and runs those where they are on the staff.',
  financeAdmin: 'Looks after the money: pledges and the ledger.',
  financeViewer: 'Reads pledges and the ledger.',
  financeStatisticsViewer: 'For people who follow the money in sums, without seeing single pledges.',
  memberViewer: 'Sees who is a member and which roles they have.',
  analyst: 'For people who study how courses and campaigns do.',
  viewer: 'For guests who look around and change nothing.',
  student: 'Learns here. Everybody who joins the school has it.',
  backer: 'For people who back the campaigns of this school.',
  member: 'Belongs to the school without learning or working here.',
} as const;
