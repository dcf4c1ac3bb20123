/** What somebody typed into a field that saves by itself, beside what comes back from the engine. */
export type Draft<Value> = { readonly value: Value } & (
  | { readonly state: 'unsaved' }
  /** All of it is saved, and comes back a moment later; `before` is what the field got from outside until then. */
  | { readonly state: 'saved'; readonly before: Value }
  /** It came back, or what somebody else wrote did: what is stored counts again once the person has left. */
  | { readonly state: 'past' }
);

export function followStored<Value>(draft: Draft<Value>, stored: Value): Draft<Value> {
  if (draft.state !== 'saved') return draft;
  const hasComeBack = Object.is(stored, draft.value) || !Object.is(stored, draft.before);
  return hasComeBack ? { value: draft.value, state: 'past' } : draft;
}
