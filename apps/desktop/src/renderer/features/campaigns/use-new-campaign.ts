import { createContext, use } from 'react';

/** Opens the dialog that leads to a new campaign; it belongs to the frame, since every screen may ask for it. */
export const NewCampaignContext = createContext<() => void>(() => undefined);

export const useNewCampaign = (): (() => void) => use(NewCampaignContext);
