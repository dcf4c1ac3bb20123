/** What npm and pnpm print when something outside this repository is in the way, and what a person can do then. */
const causes = [
  {
    pattern: /ENOSPC|no space left/i,
    message:
      'The disk is full. Free some space (the dependencies take about 1 GB) and run the command again.',
  },
  {
    pattern: /EACCES|EPERM|EROFS|permission denied/i,
    message:
      'A file could not be written. Check that this folder and your package cache belong to you and run the ' +
      'command again.',
  },
  {
    pattern: /ERR_PNPM_OUTDATED_LOCKFILE/,
    message:
      'pnpm-lock.yaml does not match the package.json files. Run "npx -y pnpm@12.21.0 install" once to update it.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|CERT_|self.signed|fetch failed/i,
    message:
      'The package registry cannot be reached. Connect to the internet (behind a proxy: set HTTPS_PROXY) and run ' +
      'the command again. Once the dependencies are installed, EduCrowd starts without a network.',
  },
];

/**
 * What a person can do about an install that failed.
 * @param {string} output what npm and pnpm printed
 */
export function explainFailure(output) {
  const known = causes.find(({ pattern }) => pattern.test(output));
  return `The dependencies could not be installed. ${known?.message ?? 'The lines above say why.'}`;
}
