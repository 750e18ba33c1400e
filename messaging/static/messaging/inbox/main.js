// The inbox: puts its parts together, keeps them up to date, and leads from one pane to the next.
import { Refused, ask, facts, forgive, make, open, part, refuse, root, say } from "./base.js";
import * as composer from "./composer.js";
import * as draft from "./draft.js";
import * as guest from "./guest.js";
import * as hands from "./hands.js";
import * as list from "./list.js";
import * as thread from "./thread.js";
import * as why from "./why.js";

const EVERY = 3000, SLOWEST = 60000;
const help = part("help"), connection = part("connection");
facts.addresses.inboxOne = `${facts.addresses.inbox}0/`;

// --- Panes: the address says what is open, so that the browser's own way back works -----------------------------------
const HASH = "#huesped";
const view = () => (open.id === null ? "list" : location.hash === HASH ? "guest" : "thread");
const drawView = () => {
  root.dataset.view = view();
  root.classList.toggle("has-guest", location.hash === HASH);
  part("guest-mode").setAttribute("aria-expanded", String(location.hash === HASH));
};
const onTalk = (talk) => {
  open.talk = talk;
  list.renew(talk);
  hands.draw();
  composer.drawWindow();
  guest.draw();
  draft.look();
};
const show = async (id, message) => {
  Object.assign(open, { id, talk: null });
  drawView();
  list.draw();
  hands.start();
  draft.start();
  part("conversation").hidden = id === null;
  if (id === null) return thread.clear();
  composer.start();
  starting += 1;
  try {
    await Promise.all([thread.start(id, message), guest.start()]);
    connected();
  } catch (error) {
    failed(error);
  } finally {
    starting -= 1;
  }
};
const go = (id, message = null) => {
  if (id === open.id && !message) return drawView();
  history.pushState({ fromHere: true }, "", id === null ? facts.addresses.inbox : facts.addresses.inboxOne.replace("/0/", `/${id}/`));
  const shown = show(id, message);
  if (id !== null && !thread.isNarrow()) composer.focus();
  else if (id !== null) part("name").focus();
  return shown;
};
const back = () => {
  if (history.state?.fromHere) return history.back();
  if (location.hash === HASH) {
    history.replaceState(null, "", location.pathname);
    return drawView();
  }
  history.replaceState(null, "", facts.addresses.inbox);
  show(null);
};
const addressed = () => Number(/\/(\d+)\/$/.exec(location.pathname)?.[1]) || null;
window.addEventListener("popstate", () => {
  const id = addressed(), before = open.id;
  if (id === before) return drawView();
  show(id);
  if (id === null) root.querySelector(`[data-id="${before}"]`)?.focus();
});
const toggleGuest = () => {
  if (location.hash === HASH) return back();
  history.pushState({ fromHere: true }, "", location.pathname + HASH);
  drawView();
  guest.refresh();
  if (thread.isNarrow()) part("guest-pane").focus();
};

// --- Looking again: every three seconds, slower while nobody answers, not at all while nobody looks ----------------------
let tag = null, failures = 0, timer, isLooking = false, starting = 0;
const connected = () => {
  failures = 0;
  connection.replaceChildren();
};
const failed = (error) => {
  failures += 1;
  if (error instanceof Refused && (error.status === 401 || error.code === "csrf_failed"))
    return connection.replaceChildren(make("p", {}, say("said.loggedOut")), make("a", { class: "link", href: `${facts.addresses.login}?next=${encodeURIComponent(location.pathname)}` }, say("said.enter")));
  if (error instanceof Refused && error.code === "no_membership") return connection.replaceChildren(make("p", {}, say("said.notMember")));
  if (error instanceof Refused && error.status === 404) {
    refuse(new Refused(404, { detail: say("said.gone") }));
    return undefined;
  }
  connection.replaceChildren(make("p", {}, say("said.offline")));
  if (!(error instanceof TypeError || error instanceof Refused || error instanceof DOMException)) console.error(error);
  return undefined;
};
const look = async () => {
  if (isLooking) return;
  isLooking = true;
  clearTimeout(timer);
  try {
    const counts = await ask("/counts", { tag });
    if (!counts.isSame) {
      list.drawCounts(counts.told);
      await list.reload();
      tag = counts.tag;
    }
    if (open.id !== null && !starting) await thread.look(open.talk === null);
    connected();
  } catch (error) {
    failed(error);
  } finally {
    isLooking = false;
    if (!document.hidden) timer = setTimeout(look, Math.min(SLOWEST, EVERY * 2 ** failures));
  }
};
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : look()));
window.addEventListener("online", look);
// What is told in minutes changes by itself.
setInterval(() => {
  if (document.hidden) return;
  list.draw();
  composer.drawWindow();
  hands.draw();
  if (open.id !== null) guest.refresh();
}, 5000);

// --- Keys, wherever nobody is typing --------------------------------------------------------------------------------------
const KEYS = {
  j: () => list.step(1), ArrowDown: () => list.step(1), k: () => list.step(-1), ArrowUp: () => list.step(-1),
  "/": () => list.focusSearch(), r: () => facts.mayWrite && open.id !== null && composer.focus(), "?": () => help.showModal(),
};
const isTyping = (element) => element.closest("input, textarea, select, [contenteditable], audio, dialog") !== null;
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || root.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (hands.closeMenus()) return;
    if (isTyping(event.target)) return event.target.blur();
    return void (open.id !== null && back());
  }
  const inList = part("list-pane").contains(event.target) || event.target === document.body;
  if (isTyping(event.target) || (event.key.startsWith("Arrow") && !inList)) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
part("help-open").addEventListener("click", () => help.showModal());
part("help-close").addEventListener("click", () => help.close());
part("back").addEventListener("click", back);
part("guest-back").addEventListener("click", back);
part("guest-mode").addEventListener("click", toggleGuest);

// --- Begin ------------------------------------------------------------------------------------------------------------------
root.classList.add("is-running");
list.begin(go);
thread.begin({ ...composer.acts, why: why.look }, onTalk);
hands.begin(onTalk, () => {
  forgive();
  history.pushState({ fromHere: true }, "", facts.addresses.inbox);
  show(null);
});
composer.begin(onTalk);
draft.begin(() => thread.look(), composer.write);
show(addressed());
look();
