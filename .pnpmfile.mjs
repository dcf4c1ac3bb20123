/** pnpm takes a list of systems. Node's packages name theirs as bare text, and so Node would be fetched for all of them. */
const asList = (value) => (typeof value === 'string' ? [value] : value);

export const hooks = {
  readPackage: (manifest) => ({ ...manifest, os: asList(manifest.os), cpu: asList(manifest.cpu) }),
};
