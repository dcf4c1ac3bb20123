/** The node that only a newer editor knows. */
export const NEWER_NODE = 'hologram';
