// npm run package [-- options of electron-builder]: installers of the desktop app, in apps/desktop/dist/packages.
import { buildProduct } from './build/build-product.ts';
import { packageDesktop } from './package/package-desktop.ts';

try {
  await buildProduct();
  process.exitCode = await packageDesktop(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
