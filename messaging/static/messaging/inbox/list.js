// The list: queues with their counts, a page at a time, and what a search finds.
import { arrange, ask, at, briefly, facts, forgive, link, make, open, part, refuse, root, say, sayOr, since, span } from "./base.js";

const list = part("list"), tabs = part("tabs"), field = part("search"), note = part("list-note"), moreButton = part("more");
const LATE = 5 * 60000, TOO_LATE = 15 * 60000;
const state = { queue: "waiting", items: [], next: null, hits: null, isLoading: false, isKnown: false };
let select = () => {};

// --- Words of a line ---------------------------------------------------------------------------------------------------
export const whoHas = (talk) => {
  if (talk.owner === "bot") return say("list.bot");
  if (talk.owner === "nobody") return say("list.nobody");
  if (!talk.assignee) return say("list.phone");
  return talk.assignee.id === facts.me ? say("list.you") : talk.assignee.name;
};
export const windowOf = (talk) => {
  const left = talk.window_closes_at ? Date.parse(talk.window_closes_at) - Date.now() : 0;
  if (left <= 0) return { isOpen: false, text: say("list.closed"), short: say("list.closedShort"), style: "is-closed" };
  return { isOpen: true, text: say("list.left", { time: span(left) }), short: "", style: left < 3600000 ? "is-short" : "" };
};
const lastWords = (said) => {
  if (!said) return "";
  const what = said.text || sayOr(`kinds.${said.kind}`, said.kind);
  return said.sender_type === "guest" ? what : `${say(`senders.${said.sender_type}`)}: ${what}`;
};
const lateness = (talk) => {
  const waits = since(talk.waiting_since);
  return waits > TOO_LATE ? "is-too-late" : waits > LATE ? "is-waiting-long" : "";
};

const line = (talk, hit) => {
  const isUnread = talk.unread_count > 0 || talk.marked_unread;
  const count = talk.unread_count > 99 ? "99+" : String(talk.unread_count || "•");
  const unread = isUnread && make("span", { class: "inbox-badge" },
    make("span", { "aria-hidden": "true" }, count),
    make("span", { class: "sr-only" }, talk.unread_count ? say("list.unread", { count }) : say("list.marked")));
  const windowState = windowOf(talk);
  const marks = [
    make("span", { class: `inbox-who is-${talk.owner}` }, whoHas(talk)),
    talk.waiting_since && make("span", { class: `inbox-waits ${lateness(talk)}` }, say("list.waits", { time: span(since(talk.waiting_since)) })),
    talk.snoozed_until && make("span", {}, say("list.snoozedUntil", { time: at(talk.snoozed_until) })),
    windowState.style && make("span", { class: `inbox-window ${windowState.style}` }, windowState.short || windowState.text),
  ];
  return make("a", { href: link("inboxOne", talk.id), class: `inbox-line ${isUnread ? "is-unread" : ""}`, "aria-current": talk.id === open.id ? "true" : null, "data-id": talk.id },
    make("span", { class: "inbox-name" }, make("span", {}, talk.display_name), make("time", { datetime: talk.updated_at }, briefly(hit?.sent_at || talk.updated_at))),
    make("span", { class: "inbox-last" }, make("span", {}, ...(hit?.text ? marked(hit.text) : [lastWords(talk.last_message)])), unread || ""),
    make("span", { class: "inbox-marks" }, ...marks.filter(Boolean)));
};

// --- What was searched for, marked where it stands: without accents, as it is found --------------------------------------
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const fits = (word, wanted) => {
  const stem = Math.max(4, Math.min(word.length, wanted.length) - 3);
  return word.startsWith(wanted) || (wanted.length > 4 && word.length > 4 && word.slice(0, stem) === wanted.slice(0, stem));
};
const marked = (text) => {
  const wanted = fold(field.value).match(/[\p{L}\p{N}]+/gu) || [];
  const parts = text.split(/([\p{L}\p{N}\p{M}]+)/u);
  const found = parts.findIndex((word) => wanted.some((it) => fits(fold(word), it)));
  // What was found must be seen: the words before it are cut, and not those around it.
  const shown = found > 12 ? ["…", ...parts.slice(found - 8)] : parts;
  return shown.map((word) => (word && wanted.some((it) => fits(fold(word), it)) ? make("mark", {}, word) : word));
};

// --- Drawing -----------------------------------------------------------------------------------------------------------
export const draw = () => {
  const shown = state.hits ? state.hits.map((hit) => [hit.conversation, hit]) : state.items.map((talk) => [talk, null]);
  const minute = Math.floor(Date.now() / 60000);
  arrange(list, shown.map(([talk, hit]) => ({
    key: String(talk.id),
    look: `${JSON.stringify(talk)}${hit ? field.value : ""}${talk.id === open.id}${minute}`,
    draw: (before) => {
      const fresh = line(talk, hit);
      const old = before?.firstElementChild;
      if (!old) return make("li", {}, fresh);
      // The same link with other words in it: whoever stands on it keeps standing there.
      old.className = fresh.className;
      if (talk.id === open.id) old.setAttribute("aria-current", "true");
      else old.removeAttribute("aria-current");
      old.replaceChildren(...fresh.childNodes);
      old.hit = hit;
      return before;
    },
  })));
  for (const [talk, hit] of shown) list.querySelector(`[data-key="${talk.id}"]`).firstElementChild.hit = hit;
  note.textContent = noteWords(shown.length);
  moreButton.hidden = Boolean(state.hits) || !state.next;
  tabs.querySelectorAll("[data-queue]").forEach((tab) => tab.setAttribute("aria-pressed", String(!state.hits && tab.dataset.queue === state.queue)));
};
const noteWords = (count) => {
  if (state.hits) return count ? say("list.found", { words: field.value }) : say("list.empty_search");
  if (!state.isKnown) return say("list.loading");
  return count ? "" : say(`list.empty_${state.queue}`);
};
export const drawCounts = (counts) => {
  for (const [queue, count] of Object.entries(counts)) {
    const place = tabs.querySelector(`[data-queue="${queue}"] [data-count]`);
    if (place) place.textContent = count ? (count >= 100 ? "99+" : count) : "";
  }
  document.title = document.title.replace(/^\(\d+\+?\) /, "");
  if (counts.waiting) document.title = `(${counts.waiting >= 100 ? "99+" : counts.waiting}) ${document.title}`;
};

// --- Asking ------------------------------------------------------------------------------------------------------------
export const reload = async () => {
  const queue = state.queue;
  const { told } = await ask(`?queue=${queue}&limit=50`);
  if (queue !== state.queue) return;
  const fresh = new Set(told.items.map((talk) => talk.id)), last = told.items.at(-1);
  // What was loaded further down stays below the first page.
  const below = told.next ? state.items.filter((talk) => !fresh.has(talk.id) && talk.updated_at < last.updated_at) : [];
  Object.assign(state, { items: [...told.items, ...below], next: below.length ? state.next : told.next, isKnown: true });
  draw();
};
const more = async () => {
  if (state.isLoading || !state.next || state.hits) return;
  state.isLoading = true;
  const queue = state.queue;
  try {
    const { told } = await ask(`?queue=${queue}&limit=50&cursor=${encodeURIComponent(state.next)}`);
    if (queue !== state.queue) return;
    const known = new Set(state.items.map((talk) => talk.id));
    state.items.push(...told.items.filter((talk) => !known.has(talk.id)));
    state.next = told.next;
    draw();
  } catch (error) {
    refuse(error);
  } finally {
    state.isLoading = false;
  }
};
// One conversation as the server tells it now, wherever it stands in the list.
export const renew = (talk) => {
  const place = state.items.findIndex((it) => it.id === talk.id);
  if (place >= 0) state.items[place] = talk;
  state.hits?.filter((hit) => hit.conversation.id === talk.id).forEach((hit) => (hit.conversation = talk));
  draw();
};
export const choose = (queue) => {
  Object.assign(state, { queue, items: [], next: null, hits: null, isKnown: false });
  field.value = "";
  draw();
  return reload().catch(refuse);
};

let waiting, asked = 0;
const search = async () => {
  const words = field.value.trim(), mine = ++asked;
  if (words.length < 2) {
    state.hits = null;
    return draw();
  }
  try {
    const { told } = await ask(`/search?q=${encodeURIComponent(words)}`);
    if (mine !== asked) return;
    state.hits = told.items;
    forgive();
    draw();
  } catch (error) {
    refuse(error);
  }
};

// --- Hands and keys ----------------------------------------------------------------------------------------------------
export const step = (by) => {
  const links = [...list.querySelectorAll("a")];
  const from = links.indexOf(document.activeElement);
  const current = from < 0 ? links.findIndex((it) => it.getAttribute("aria-current")) : from;
  const next = links[Math.max(0, Math.min(links.length - 1, current + by))];
  next?.focus();
};
export const focusSearch = () => field.select();

export const begin = (onSelect) => {
  select = onSelect;
  tabs.addEventListener("click", ({ target }) => {
    const tab = target.closest("[data-queue]");
    if (tab) choose(tab.dataset.queue);
  });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 300);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  list.addEventListener("click", (event) => {
    const line = event.target.closest("a");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select(Number(line.dataset.id), line.hit?.message || null);
  });
  moreButton.addEventListener("click", more);
  new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && more(), { root: part("list-frame"), rootMargin: "200px" }).observe(moreButton);
  state.queue = root.dataset.queue;
  draw();
};
