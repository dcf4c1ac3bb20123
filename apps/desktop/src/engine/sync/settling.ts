/** Who waits until this device and the school have nothing more to tell each other. */
export interface Settling {
  readonly wait: () => Promise<void>;
  /** To be called before every exchange. */
  readonly begin: () => void;
  /** To be called when an exchange has published; true while somebody still waits for a later one. */
  readonly published: () => boolean;
  readonly fail: (error: unknown) => void;
}

interface Waiting {
  /** The exchange that was under way: what it brings may be older than the wish. */
  readonly after: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function createSettling(isOutboxEmpty: () => boolean): Settling {
  let exchange = 0;
  let waiting: Waiting[] = [];
  return {
    wait: () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ after: exchange, resolve, reject });
      return promise;
    },
    begin: () => {
      exchange += 1;
    },
    published: () => {
      const isDone = ({ after }: Waiting): boolean => exchange > after && isOutboxEmpty();
      for (const each of waiting.filter(isDone)) each.resolve();
      waiting = waiting.filter((each) => !isDone(each));
      return waiting.length > 0;
    },
    fail: (error) => {
      for (const { reject } of waiting) reject(error);
      waiting = [];
    },
  };
}
