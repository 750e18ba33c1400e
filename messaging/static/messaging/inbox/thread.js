// The open conversation: what was said, as it comes; older pages above; read when somebody looks at it.
import { arrange, ask, button, dayOf, dayWords, facts, keep, kept, make, open, part, refuse, root, say } from "./base.js";
import * as bubbles from "./bubbles.js";

const list = part("thread"), frame = part("thread-frame"), older = part("older"), nothing = part("thread-note");
const NEAR = 80;
let messages = new Map(), besides = new Map(), laters = [], pendings = [], next = null, tag = null, firstUnread = null, isLoading = false;
let acts = {}, onTalk = () => {};

export const isNarrow = () => matchMedia("(max-width: 63.99rem)").matches;
const isSeen = () => !document.hidden && open.id !== null && (!isNarrow() || root.dataset.view === "thread");

// --- Drawing -----------------------------------------------------------------------------------------------------------
const entries = () => {
  const rows = [
    ...[...messages.values()].map((it) => ({ key: `m${it.id}`, at: it.sent_at, id: it.id, look: JSON.stringify(it), draw: () => bubbles.message(it, acts) })),
    ...[...besides.values(), ...laters].map((it) => ({ key: `${it.what}${it.id}`, at: it.at, id: it.id, look: JSON.stringify(it), draw: () => bubbles.beside(it, acts) })),
  ];
  rows.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
  const placed = [];
  let day = "";
  for (const row of rows) {
    const now = dayOf(row.at);
    if (now !== day) placed.push({ key: `d${now}`, look: dayWords(now), draw: () => make("li", { class: "inbox-day" }, make("span", {}, dayWords(now))) });
    day = now;
    if (row.key === `m${firstUnread}`) placed.push({ key: "unread", look: "", draw: () => make("li", { class: "inbox-new" }, make("span", {}, say("thread.newHere"))) });
    placed.push(row);
  }
  for (const it of pendings) placed.push({ key: `p${it.key}`, look: JSON.stringify(it), draw: () => bubbles.pending(it, acts) });
  return placed;
};
export const draw = () => {
  const isAtEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR;
  arrange(list, entries());
  older.hidden = !next;
  nothing.hidden = messages.size + besides.size + laters.length + pendings.length > 0;
  nothing.textContent = open.id === null ? say("thread.choose") : say("thread.nothing");
  if (isAtEnd) toEnd();
};
const toEnd = () => (frame.scrollTop = frame.scrollHeight);

// --- Asking ------------------------------------------------------------------------------------------------------------
const take = (page, isNewest) => {
  page.items.forEach((it) => messages.set(it.id, it));
  page.besides.filter((it) => it.what !== "later").forEach((it) => besides.set(it.what + it.id, it));
  if (isNewest) laters = page.besides.filter((it) => it.what === "later");
};
export const look = async (isFirst = false) => {
  const id = open.id;
  const [answer, whole] = await Promise.all([ask(`/${id}/messages?limit=50`, { tag: isFirst ? null : tag }), isFirst ? ask(`/${id}`) : null]);
  if (id !== open.id || answer.isSame) return;
  const page = answer.told;
  // So much was said meanwhile that a page of it is missing: begin anew with what is there now.
  if (messages.size && page.next && !page.items.some((it) => messages.has(it.id))) [messages, besides, next] = [new Map(), new Map(), page.next];
  if (!messages.size) next = page.next;
  take(page, true);
  tag = answer.tag;
  const { told: talk } = whole || (await ask(`/${id}`));
  if (id !== open.id) return;
  if (isFirst) firstUnread = page.items.filter((it) => it.direction === "in" && !it.is_read).at(-1)?.id ?? null;
  onTalk(talk);
  draw();
  if (isFirst) (list.querySelector(".inbox-new") ? list.querySelector(".inbox-new").scrollIntoView({ block: "center" }) : toEnd());
  await markRead();
};
const before = async (limit = 50) => {
  if (!next || isLoading) return;
  isLoading = true;
  const id = open.id;
  try {
    const { told: page } = await ask(`/${id}/messages?limit=${limit}&cursor=${encodeURIComponent(next)}`);
    if (id !== open.id) return;
    const height = frame.scrollHeight, top = frame.scrollTop;
    take(page, false);
    next = page.next;
    draw();
    // What was looked at stays where it was.
    frame.scrollTop = top + frame.scrollHeight - height;
  } catch (error) {
    refuse(error);
  } finally {
    isLoading = false;
  }
};
// A message that was found by a search may be a year up.
export const show = async (message) => {
  const id = open.id;
  for (let pages = 0; pages < 50 && next && !messages.has(message) && id === open.id; pages++) await before(200);
  const bubble = list.querySelector(`[data-message="${message}"]`);
  bubble?.scrollIntoView({ block: "center" });
  bubble?.classList.add("is-found");
};

// Read is what somebody can see: the page is in front, and the conversation is what it shows.
export const markRead = async () => {
  const unread = [...messages.values()].filter((it) => it.direction === "in" && !it.is_read);
  if (!facts.mayWrite || !isSeen() || !(unread.length || open.talk?.marked_unread || open.talk?.unread_count)) return;
  const newest = Math.max(0, ...messages.keys());
  const id = open.id;
  try {
    const { told } = await ask(`/${id}/read`, { body: newest ? { message: newest } : {} });
    if (id !== open.id) return;
    unread.forEach((it) => (it.is_read = true));
    onTalk(told);
  } catch {
    // It stays unread, and the next look tries again.
  }
};

// --- What is on its way --------------------------------------------------------------------------------------------------
// Of a conversation that is not open any more it is kept for when it is opened again.
const alter = (id, change) => {
  const all = change(id === open.id ? pendings : kept(`pending:${id}`) || []);
  keep(`pending:${id}`, all.length ? all : null);
  if (id !== open.id) return;
  pendings = all;
  draw();
};
export const addPending = (id, it) => {
  alter(id, (all) => [...all, it]);
  toEnd();
};
export const dropPending = (id, key) => alter(id, (all) => all.filter((it) => it.key !== key));
export const changePending = (id, key, values) => alter(id, (all) => all.map((it) => (it.key === key ? { ...it, ...values } : it)));
export const add = (message) => {
  messages.set(message.id, message);
  draw();
  toEnd();
};

export const clear = () => {
  [messages, besides, laters, pendings, next, tag, firstUnread] = [new Map(), new Map(), [], [], null, null, null];
  draw();
};
export const start = async (id, message) => {
  clear();
  // What was being sent when the page was left did perhaps not arrive: with its key it can be sent again safely.
  pendings = (kept(`pending:${id}`) || []).map((it) => ({ ...it, error: it.error || say("thread.failed") }));
  nothing.textContent = say("list.loading");
  await look(true);
  if (message) await show(message);
};
export const begin = (theirs, talk) => {
  [acts, onTalk] = [theirs, talk];
  older.append(button(say("thread.older"), () => before()));
  frame.addEventListener("scroll", () => frame.scrollTop < NEAR && next && before(), { passive: true });
  document.addEventListener("visibilitychange", () => markRead());
  draw();
};
