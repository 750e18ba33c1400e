// Whose a conversation is, and the buttons that change that: take, pass on, leave, hand back, unread, put off.
import { Refused, addDays, ask, at, button, facts, forgive, localOf, make, newKey, open, part, refuse, say, tell, today, zonedMoment } from "./base.js";
import { whoHas } from "./list.js";
import * as thread from "./thread.js";

const place = part("hands"), head = part("owner"), name = part("name"), banner = part("taken");
let onTalk = () => {}, onLeave = () => {};

const act = async (path, body, words) => {
  const id = open.id;
  try {
    const { told } = await ask(`/${id}/${path}`, { body, key: newKey() });
    forgive();
    banner.replaceChildren();
    if (id === open.id) onTalk(told);
    tell(words);
    if (id === open.id) await thread.look();
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === "conversation_taken") await wasTaken(id, path, body, words, error);
    else refuse(error);
    return false;
  }
};
// Somebody was faster: who has it now, and a way to take it from them as they have it.
const wasTaken = async (id, path, body, words, error) => {
  const { told } = await ask(`/${id}`);
  if (id !== open.id) return;
  onTalk(told);
  banner.replaceChildren(make("p", {}, say("writing.taken", { name: error.fields.assignee || "" })),
    button(say(path === "hand-back" ? "writing.backAnyway" : "writing.takeAnyway"), () => act(path, { ...body, take_over: true, version: told.version }, words)));
};

const assign = (to, words) => act("assign", { assignee: to, ...(open.talk.assignee?.id === facts.me ? {} : { version: open.talk.version }) }, words);
const snooze = (moment) => {
  closeMenus();
  return act("snooze", { until: moment && moment.toISOString() }, moment ? say("said.snoozed", { time: at(moment) }) : say("said.woken"));
};

export const closeMenus = () => {
  const wasOpen = place.querySelector("details[open]");
  place.querySelectorAll("details[open]").forEach((it) => (it.open = false));
  wasOpen?.querySelector("summary").focus();
  return Boolean(wasOpen);
};

export const draw = () => {
  const talk = open.talk;
  if (!talk) return;
  name.textContent = talk.display_name;
  const who = talk.owner === "bot" ? say("thread.byBot") : talk.owner === "nobody" ? say("thread.byNobody")
    : talk.assignee ? say("thread.by", { name: whoHas(talk) }) : say("thread.byPhone");
  const parts = [who];
  if (talk.owner_until) parts.push(say("list.leaseUntil", { time: at(talk.owner_until) }));
  if (talk.snoozed_until) parts.push(say("list.snoozedUntil", { time: at(talk.snoozed_until) }));
  head.textContent = parts.join(" · ");
  if (!facts.mayWrite) return;
  const isMine = talk.assignee?.id === facts.me;
  place.querySelector("[data-act=take]").hidden = isMine;
  place.querySelector("[data-act=leave]").hidden = talk.owner === "nobody";
  place.querySelector("[data-act=back]").hidden = talk.owner === "bot" && !talk.waiting_since;
  place.querySelector("[data-act=wake]").hidden = !talk.snoozed_until;
};

const ACTS = {
  take: () => assign(facts.me, say("said.taken")),
  leave: () => assign(null, say("said.released")),
  back: () => act("hand-back", {}, say("said.handedBack")),
  wake: () => snooze(null),
  hour: () => snooze(new Date(Date.now() + 3600000)),
  tomorrow: () => snooze(zonedMoment(`${addDays(today(), 1)}T09:00`)),
  chosen: () => part("snooze-at").value && snooze(zonedMoment(part("snooze-at").value)),
  unread: async () => {
    const { id } = open;
    try {
      await ask(`/${id}/unread`, { body: {}, key: newKey() });
      tell(say("said.marked"));
      // Whoever stays would read it again at once.
      onLeave();
    } catch (error) {
      refuse(error);
    }
  },
};

export const begin = (talk, leave) => {
  [onTalk, onLeave] = [talk, leave];
  if (!facts.mayWrite) return place.remove();
  part("team").append(...facts.team.filter((person) => person.id !== facts.me).map((person) =>
    button(person.name, () => {
      closeMenus();
      assign(person.id, say("said.passed", { name: person.name }));
    })));
  place.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-act]");
    if (pressed) {
      closeMenus();
      ACTS[pressed.dataset.act]();
    }
  });
  // One menu at a time, and none once somebody looks elsewhere.
  place.addEventListener("toggle", ({ target }) => {
    if (!target.open) return;
    place.querySelectorAll("details[open]").forEach((it) => it !== target && (it.open = false));
    part("snooze-at").min = localOf(Date.now());
  }, true);
  document.addEventListener("click", ({ target }) => !place.contains(target) && place.querySelectorAll("details[open]").forEach((it) => (it.open = false)));
};
export const start = () => banner.replaceChildren();
