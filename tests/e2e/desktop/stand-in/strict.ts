/** A part of Electron that is not played here: using it is an error, never a silent nothing. */
export function strict<Part extends object>(name: string, part: Part): Part {
  return new Proxy(part, {
    get(target, key, receiver): unknown {
      if (key in target || typeof key === 'symbol' || ALWAYS_ASKED.includes(key))
        return Reflect.get(target, key, receiver);
      throw new Error(`electron.${name}.${key} is not played by the stand-in`);
    },
  });
}

/** What promises, printing and comparing look for in any object. */
const ALWAYS_ASKED = ['then', 'toJSON', 'asymmetricMatch', 'constructor', 'nodeType', '$$typeof'];
