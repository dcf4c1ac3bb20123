import { router } from '../platform/trpc.ts';

/** All procedures, by feature. */
export const createRootRouter = <Routers extends Parameters<typeof router>[0]>(features: Routers) =>
  router(features);
