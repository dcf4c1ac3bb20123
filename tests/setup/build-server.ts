/** Once per run: tests that run side by side must not build the server at the same time. */
export { buildCloudServer as setup } from '../../tools/build/build-product.ts';
