/** Menus, dialogs and notices of the desktop app that belong to the system's window and not to a screen. */
export const desktop = {
  fileMenu: 'File',
  editMenu: 'Edit',
  viewMenu: 'View',
  goMenu: 'Go',
  helpMenu: 'Help',
  showLog: 'Show the log file',
  chooseArchive: 'Choose a course file',
  chooseFolder: 'Choose a folder with a course',
  courseFiles: 'Course files',
  allFiles: 'All files',
  addressRefused: '“{address}” was not opened. Only web pages and mail addresses open from here.',
  addressNotOpened:
    '“{address}” could not be opened. Check which browser and which mail program your computer uses.',
  windowFailedTitle: 'The window stopped working',
  windowFailedBody: 'What you have written is kept on this computer.',
  openAgain: 'Open again',
  quit: 'Quit',
  notSavedTitle: 'Your latest typing is not saved yet',
  notSavedBody:
    'EduCrowd is restarting the part that saves it, which takes a moment. If you close the window now, it is lost.',
  keepOpen: 'Keep open',
  closeAnyway: 'Close anyway',
  appFailedTitle: 'EduCrowd has to close',
  appFailedBody: 'Something went wrong. What you have written is kept. Details are in the log file: {path}',
  engineFailedTitle: 'EduCrowd cannot open its data',
  engineFailedBody:
    'Another EduCrowd may be using them, or the disk is full or read-only. Nothing was changed. Details are in the log file: {path}',
  updateTitle: 'EduCrowd {version} is available',
  updateBody: 'It is downloaded now and installed when you quit EduCrowd. Your work stays as it is.',
  updateNow: 'Download',
  updateLater: 'Later',
} as const;
