/**
 * What was sent and perhaps not saved: kept in this tab alone, for the account that typed it, until
 * the next page shows that the saving came through. Nothing is kept while one types.
 */
const STORE = "draft";
const NOT_KEPT = new Set(["csrf_token", "version", "idempotency_token"]);

const read = () => { try { return JSON.parse(sessionStorage.getItem(STORE)); } catch (error) { return null; } };
const write = (draft) => { try { sessionStorage.setItem(STORE, JSON.stringify(draft)); } catch (error) { /* then not kept */ } };
const forget = () => { try { sessionStorage.removeItem(STORE); } catch (error) { /* nothing was kept */ } };

/** Keep what a form is about to send; `shown` is what its pickers show, by field. */
export function keep(form, shown) {
  const entries = [...new FormData(form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
  write({ account: document.body.dataset.account, page: location.pathname, entries, shown });
}

/**
 * On every page: drop what another account typed (or, with null, everything), and what has come
 * through. An error or log-in page instead of the record means that it has not.
 */
export function settle(account) {
  const draft = read();
  if (!draft) return;
  if (account === null || (account && account !== draft.account)) return forget();
  if (document.querySelector("[data-error-page], form[name=login]")) return write({ ...draft, failed: true });
  if (!document.querySelector("[data-form]")) forget();
}

/** What was typed into this page's form before and not saved, once; null if nothing was. */
export function unsavedDraft() {
  const draft = read();
  if (!draft) return null;
  forget();
  const [visit] = performance.getEntriesByType("navigation");
  const again = draft.failed || (visit && visit.type !== "navigate");
  return again && draft.page === location.pathname ? draft : null;
}
