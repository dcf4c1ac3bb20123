// Runs before `npm start` and `npm test`, on whatever Node the machine has. The check stands alone and in syntax
// that Node 12 reads, so that an old Node gets an answer instead of a stack trace.
const major = Number(process.versions.node.split('.')[0]);

if (major < 18) {
  console.error(
    '\nEduCrowd needs Node 18 or newer to set itself up; this is Node ' +
      process.versions.node +
      '.\nInstall a current Node from https://nodejs.org (or run "nvm install 24") and run the command again.\n',
  );
  process.exit(1);
}

import('./bootstrap/install-dependencies.mjs')
  .then((module) => module.installDependencies())
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
