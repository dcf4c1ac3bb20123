/** Runs every job, at most two at once (the machine that checks every change has two cores), in the given order. */
export async function runTwoAtATime<Result>(
  jobs: readonly (() => Promise<Result>)[],
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const pending = jobs.entries();
  const work = async (): Promise<void> => {
    // Both workers take from the one iterator, so each job is taken once.
    for (const [index, job] of pending) results[index] = await job();
  };
  await Promise.all([work(), work()]);
  return results;
}
