// npm run build: what the product needs besides its sources.
import { buildProduct } from './build/build-product.ts';

try {
  await buildProduct();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
