/** Once per run: tests that run side by side must not build the same at the same time. */
export { buildPrograms as setup } from '../../tools/build/build-product.ts';
