/** How well a choice fits what was typed: by its label, its code or its pinyin initials. */

/** 0 is the whole of it, 1 its beginning, 2 a part of it, null no fit. Nothing typed fits all. */
export function fit(entry, typed) {
  const query = typed.trim().toLowerCase();
  if (!query) return 0;
  const label = entry.label.toLowerCase();
  const words = [label, String(entry.value).toLowerCase(), ...entry.keys.toLowerCase().split(/\s+/)].filter(Boolean);
  if (words.includes(query)) return 0;
  if (words.some((word) => word.startsWith(query))) return 1;
  return label.includes(query) ? 2 : null;
}

/** Whether it fits at all. */
export function matches(entry, typed) {
  return fit(entry, typed) !== null;
}

/** The entries that fit, the best first, otherwise in their own order. */
export function best(entries, typed) {
  return entries
    .map((entry, index) => ({ entry, index, rank: fit(entry, typed) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ entry }) => entry);
}

/** The one entry that is meant: named exactly, or the only one that fits; null if it is not clear. */
export function only(entries, typed) {
  const found = best(entries, typed);
  const exact = found.filter(({ label, value }) => label === typed || value === typed);
  if (exact.length === 1) return exact[0];
  return found.length === 1 ? found[0] : null;
}
