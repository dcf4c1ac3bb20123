/**
 * Saves a value that changes faster than it can be saved: one save at a time, always the newest value next. A save
 * that fails is reported through `onFailure` and does not stop the ones after it.
 */
export function createLatest<Value>(
  save: (value: Value) => Promise<void>,
  onFailure: (error: unknown) => void,
) {
  let waiting: { value: Value } | null = null;
  let running = false;

  const drain = async () => {
    running = true;
    while (waiting) {
      const { value } = waiting;
      waiting = null;
      try {
        await save(value);
      } catch (error) {
        onFailure(error);
      }
    }
    running = false;
  };
  return (value: Value): void => {
    waiting = { value };
    if (!running) void drain();
  };
}
