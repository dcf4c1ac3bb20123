/** Adds all items, however many they are: spread into a call, a hundred thousand would be too many arguments. */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}
