/**
 * Every command of the app, in the order of its menus: the palette, the keys, the list of keys in Settings and the menus
 * of the desktop app all read it here. What a command does is said by the screen that offers it.
 */
import type { IconName } from '@educrowd/shared/design/icons';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import type { MenuName } from '../../ipc/window.ts';
import type { Pane } from './commands.ts';

export interface CommandDefinition {
  readonly label: PlainMessageKey;
  readonly menu: MenuName;
  readonly icon?: IconName;
  /** See keys.ts. */
  readonly keys?: string;
  /** A browser keeps `keys` for itself: there these take their place. */
  readonly browserKeys?: string;
  /** Works while a person types into a field or the editor, too. */
  readonly whileTyping?: true;
  /** Its keys work only while the focus is in this pane. */
  readonly pane?: Pane;
  /** Takes something away: in the palette it comes after everything else that has the same words. */
  readonly removes?: true;
}

const define = <Id extends string>(commands: Record<Id, CommandDefinition>) => commands;

export const commandCatalogue = define({
  newCourse: {
    label: 'commands.newCourse',
    menu: 'file',
    icon: 'plus',
    keys: 'Mod-n',
    browserKeys: 'Mod-Alt-n',
  },
  newLesson: {
    label: 'commands.newLesson',
    menu: 'file',
    icon: 'plus',
    keys: 'Mod-n',
    browserKeys: 'Mod-Alt-n',
    whileTyping: true,
  },
  newSection: { label: 'commands.newSection', menu: 'file', icon: 'folder' },
  newCampaign: { label: 'commands.newCampaign', menu: 'file', icon: 'campaign' },
  newReward: { label: 'campaign.addReward', menu: 'file', icon: 'reward' },
  newFaq: { label: 'campaign.addFaq', menu: 'file', icon: 'question' },
  newUpdate: { label: 'campaign.addUpdate', menu: 'file', icon: 'update' },
  import: { label: 'commands.importCourse', menu: 'file', icon: 'importFile' },
  publish: { label: 'commands.publish', menu: 'file', icon: 'upload' },
  unpublish: { label: 'commands.unpublish', menu: 'file', icon: 'upload' },
  launch: { label: 'commands.launch', menu: 'file', icon: 'launch' },
  publishUpdate: { label: 'campaign.publishUpdate', menu: 'file', icon: 'upload' },
  syncNow: { label: 'commands.syncNow', menu: 'file', icon: 'sync' },
  exportUnsent: { label: 'sync.exportUnsent', menu: 'file' },
  connect: { label: 'session.connectSchool', menu: 'file', icon: 'school' },
  signIn: { label: 'session.signIn', menu: 'file' },
  signOut: { label: 'session.signOut', menu: 'file', icon: 'signOut' },

  undo: { label: 'commands.undo', menu: 'edit', icon: 'restore', keys: 'Mod-z' },
  redo: { label: 'commands.redo', menu: 'edit', keys: 'Mod-Shift-z' },
  rename: { label: 'commands.rename', menu: 'edit', icon: 'pencil', keys: 'F2', pane: 'outline' },
  moveUp: { label: 'commands.moveUp', menu: 'edit', keys: 'Alt-ArrowUp', pane: 'outline' },
  moveDown: { label: 'commands.moveDown', menu: 'edit', keys: 'Alt-ArrowDown', pane: 'outline' },
  nest: { label: 'commands.nest', menu: 'edit', keys: 'Mod-]', pane: 'outline' },
  outdent: { label: 'commands.outdent', menu: 'edit', keys: 'Mod-[', pane: 'outline' },
  moveTo: { label: 'commands.moveTo', menu: 'edit', icon: 'indent' },
  toTrash: {
    label: 'commands.toTrash',
    menu: 'edit',
    icon: 'trash',
    keys: 'Delete',
    pane: 'outline',
    removes: true,
  },
  copyAddress: { label: 'commands.copyAddress', menu: 'edit', icon: 'copy' },
  copyDataFolder: { label: 'commands.copyDataFolder', menu: 'edit', icon: 'copy' },
  markAllRead: { label: 'commands.markAllRead', menu: 'edit', icon: 'bell' },

  palette: { label: 'commands.palette', menu: 'view', icon: 'search', keys: 'Mod-k', whileTyping: true },
  toggleOutline: {
    label: 'commands.toggleOutline',
    menu: 'view',
    icon: 'outline',
    keys: 'Mod-\\',
    whileTyping: true,
  },
  toggleInspector: {
    label: 'commands.toggleInspector',
    menu: 'view',
    icon: 'inspector',
    keys: 'Mod-.',
    whileTyping: true,
  },
  nextPane: { label: 'commands.nextPane', menu: 'view', keys: 'F6', whileTyping: true },
  previousPane: { label: 'commands.previousPane', menu: 'view', keys: 'Shift-F6', whileTyping: true },
  previewDesktop: { label: 'commands.previewDesktop', menu: 'view', icon: 'enlarge' },
  openPage: { label: 'commands.openPage', menu: 'view', icon: 'external' },
  themeLight: { label: 'commands.themeLight', menu: 'view', icon: 'sun' },
  themeDark: { label: 'commands.themeDark', menu: 'view', icon: 'moon' },
  themeSystem: { label: 'commands.themeSystem', menu: 'view', icon: 'system' },

  goTo: { label: 'commands.goTo', menu: 'go', icon: 'arrowRight', keys: 'Mod-p', whileTyping: true },
  search: { label: 'commands.search', menu: 'go', icon: 'search', keys: 'Mod-Shift-f', whileTyping: true },
  home: { label: 'commands.home', menu: 'go', icon: 'home' },
  courses: { label: 'commands.courses', menu: 'go', icon: 'course' },
  campaigns: { label: 'commands.campaigns', menu: 'go', icon: 'campaign' },
  'campaign-basics': { label: 'commands.campaignBasics', menu: 'go', icon: 'campaign' },
  'campaign-story': { label: 'commands.campaignStory', menu: 'go', icon: 'lesson' },
  'campaign-rewards': { label: 'commands.campaignRewards', menu: 'go', icon: 'reward' },
  'campaign-money': { label: 'commands.campaignMoney', menu: 'go', icon: 'money' },
  'campaign-dates': { label: 'commands.campaignDates', menu: 'go', icon: 'calendar' },
  'campaign-faq': { label: 'commands.campaignFaq', menu: 'go', icon: 'question' },
  'campaign-updates': { label: 'commands.campaignUpdates', menu: 'go', icon: 'update' },
  'campaign-backers': { label: 'commands.campaignBackers', menu: 'go', icon: 'backers' },
  sync: { label: 'commands.sync', menu: 'go', icon: 'sync' },
  notifications: { label: 'commands.notifications', menu: 'go', icon: 'bell' },
  trash: { label: 'commands.trash', menu: 'go', icon: 'trash' },
  settings: { label: 'commands.settings', menu: 'go', icon: 'settings' },
});

export type CommandId = keyof typeof commandCatalogue;

/** The key of a command in this window. */
export const keysOf = ({ keys, browserKeys }: CommandDefinition, ownsWindow: boolean): string | undefined =>
  ownsWindow ? keys : (browserKeys ?? keys);
