/** Why a course could not be imported. */
export const importErrors = {
  notFound: 'The file or folder is no longer there.',
  unreadable: 'The file or folder could not be opened. Check that you may read it.',
  diskFull: 'The disk is full. Make room and try again.',
  markdownNoText: '“{name}” holds files called Markdown, but none of them is text.',
  tooManyFiles: 'There are more than {n, number} files. Choose the folder or archive of one course.',
  foldersTooDeep: 'The folders are nested more deeply than any course needs.',
  archiveTooLarge: 'The archive unpacks to more than {limit}, the most that can be imported at once.',
  archiveExpands: 'The archive unpacks to far more than a course would, so unpacking was stopped.',
  fileTooLarge: '“{path}” is larger than {limit}, the most that one file of a course may be.',
  textTooLong: '“{path}” is longer than {limit}, the most that one text file may hold.',
  archiveUnsafe:
    'The archive holds something that no course needs, such as a device or a link to a file outside it.',
  archiveLocked: 'The archive is protected by a password. Unpack it first.',
  archiveEscapes:
    'The archive tries to write outside its own folder. It was not made by a course tool, so it was not opened.',
  archiveDamaged: 'The archive is damaged or incomplete. Export or download it again.',
  fileEmpty: '“{name}” is empty.',
  filePdf: '“{name}” is a PDF. Add it to a course as a file instead.',
  archiveOther: "“{name}” is packed in a way that can't be opened here. Unpack it and choose the folder.",
  archiveUnlike:
    '“{name}” is called an archive, but holds none. It may be damaged or incomplete. Export or download it again.',
  fileOther:
    '“{name}” is not a course. Choose a course archive (.imscc, .tar.gz or .zip) or the folder of a course.',
  archiveTooDeep: 'The archive has folders nested more deeply than any course needs.',
  tooMuchText: 'The course holds more text than can be imported at once. Divide it and import its parts.',
  cancelled: 'The import was stopped.',
  rootDamaged: "The course can't be read: its root file {file} is damaged in line {line} ({reason}).",
  courseUnreadable: "The course can't be read. {why}",
  filesTooLarge:
    'The files of the course are larger than {limit} together, the most that can be imported at once.',
  fileGrew: '“{path}” grew while it was being read.',
  noFiles: '“{name}” holds no files.',
  noCourse:
    'No course was found in “{name}”. Open edX exports (OLX), Common Cartridges and folders of Markdown files can be imported.',
  imsPackage:
    "“{name}” is an IMS package of another kind than Common Cartridge (QTI or SCORM). These can't be imported yet.",
  moodleBackup: "“{name}” is a Moodle backup. These can't be imported yet.",
} as const;
