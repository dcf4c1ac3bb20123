/** Leads to the field of the search screen; what is in it can be typed over. */
export function focusSearchField(): void {
  const field = document.querySelector<HTMLInputElement>('#work [role="search"] input');
  field?.focus();
  field?.select();
}
