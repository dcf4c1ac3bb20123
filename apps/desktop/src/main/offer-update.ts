interface OfferOptions {
  /** True if the person wants the version now. */
  ask: (version: string) => Promise<boolean>;
  download: () => Promise<unknown>;
  log: (line: string) => void;
}

/** Offers one version at a time, until it is there. What fails is tried again when the version is found the next time. */
export function createOffer({ ask, download, log }: OfferOptions): (version: string) => Promise<void> {
  let isOffering = false;
  let downloaded: string | null = null;
  return async (version) => {
    if (isOffering || version === downloaded) return;
    isOffering = true;
    try {
      if (!(await ask(version))) return;
      await download();
      downloaded = version;
    } catch (error) {
      log(`The update failed: ${String(error)}`);
    } finally {
      isOffering = false;
    }
  };
}
