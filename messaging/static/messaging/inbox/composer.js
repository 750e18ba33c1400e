// Writing: an answer, a note for the team, an answer for later, a template once the 24 hours are over. What is typed is kept.
import { Refused, addDays, ask, at, button, facts, forgive, keep, kept, localOf, make, newKey, open, part, refuse, say, tell, today, zonedMoment } from "./base.js";
import * as canned from "./canned.js";
import { windowOf } from "./list.js";
import * as templates from "./templates.js";
import * as thread from "./thread.js";

const form = part("composer"), field = part("text"), notice = part("writing-note"), windowPlace = part("window");
const panels = { schedule: part("schedule"), template: part("template") };
let mode = "reply", onTalk = () => {};

// --- What is typed --------------------------------------------------------------------------------------------------------
const keepDraft = () => open.id && keep(`${mode}:${open.id}`, field.value);
const grow = () => {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, window.innerHeight * 0.35)}px`;
};
const put = (text) => {
  field.value = text;
  keepDraft();
  grow();
};
// Words from elsewhere, below what is written already, to be changed before they are sent.
export const write = (text) => {
  if (mode !== "reply") setMode("reply");
  put([field.value.trim(), text].filter(Boolean).join("\n"));
  field.focus();
};
// While the server was asked, another conversation may have been opened, or the mode changed: what was typed belongs to its own.
const isAt = (id, as) => id === open.id && as === mode;
const draftOf = (id, as) => (isAt(id, as) ? field.value : kept(`${as}:${id}`)) || "";
const putAt = (id, as, text) => (isAt(id, as) ? put(text) : keep(`${as}:${id}`, text));
// What could not be sent comes back, above what was written since.
const giveBack = (id, text, as = "reply") => putAt(id, as, [text, draftOf(id, as)].filter(Boolean).join("\n"));
// What the server has taken goes, unless something else was written in its place.
const takeAway = (id, text, as = "reply") => draftOf(id, as).trim() === text && putAt(id, as, "");
const note = (...parts) => notice.replaceChildren(...parts);

// --- Modes and panels -------------------------------------------------------------------------------------------------------
const setMode = (to) => {
  mode = to;
  form.classList.toggle("is-note", mode === "note");
  part("note-mode").setAttribute("aria-pressed", String(mode === "note"));
  const label = say(mode === "note" ? "writing.writeNote" : "writing.write");
  field.placeholder = label;
  field.setAttribute("aria-label", label);
  part("send").textContent = say(mode === "note" ? "writing.saveNote" : "writing.send");
  field.value = (open.id && kept(`${mode}:${open.id}`)) || "";
  note();
  grow();
  drawWindow();
};
const openPanel = (name) => {
  for (const [key, panel] of Object.entries(panels)) {
    panel.hidden = key !== name || !panel.hidden;
    part(`${key}-mode`).setAttribute("aria-expanded", String(!panel.hidden));
  }
  return name && !panels[name].hidden;
};
const showTemplates = async () => {
  if (!openPanel("template")) return;
  await templates.fill(panels.template, open, (body, text) => {
    openPanel(null);
    send(text, { template: body });
  });
  panels.template.querySelector("select, input, button")?.focus();
};
const showSchedule = async () => {
  if (!openPanel("schedule")) return;
  const moment = part("schedule-at");
  moment.min = localOf(Date.now());
  if (!moment.value) moment.value = `${addDays(today(), 1)}T09:00`;
  await templates.offer(part("schedule-template"), part("schedule-gaps"), open);
  moment.focus();
};

// --- The 24 hours -----------------------------------------------------------------------------------------------------------
export const drawWindow = () => {
  if (!open.talk || !facts.mayWrite) return;
  const state = windowOf(open.talk), isShut = !state.isOpen && mode === "reply";
  windowPlace.textContent = state.text;
  windowPlace.className = `inbox-window ${state.style}`;
  const wasShut = form.classList.contains("is-shut");
  form.classList.toggle("is-shut", isShut);
  part("send").disabled = isShut && panels.schedule.hidden;
  if (isShut && !wasShut && field.value.trim()) offerTemplate();
  if (!isShut && wasShut) note();
};
const offerTemplate = () => note(make("p", {}, say("writing.tooLate")), button(say("writing.offer"), () => panels.template.hidden && showTemplates()));

// --- Sending ----------------------------------------------------------------------------------------------------------------
const send = (text, content, more = {}) => {
  const it = { key: newKey(), text, body: { ...content, ...more } };
  thread.addPending(open.id, it);
  return deliver(open.id, it);
};
const deliver = async (id, it) => {
  try {
    const { told } = await ask(`/${id}/reply`, { body: it.body, key: it.key });
    thread.dropPending(id, it.key);
    forgive();
    if (id === open.id) {
      thread.add(told);
      await thread.look();
    }
  } catch (error) {
    if (error instanceof Refused && error.code === "conversation_taken") return taken(id, it, error);
    if (error instanceof Refused && error.code === "window_closed") {
      thread.dropPending(id, it.key);
      giveBack(id, it.text);
      await renewTalk(id);
      return id === open.id && offerTemplate();
    }
    thread.changePending(id, it.key, { error: error instanceof Refused ? [error.message, ...Object.values(error.fields).flat()].join(" ") : say("said.offline") });
  }
};
const renewTalk = async (id) => {
  try {
    const { told } = await ask(`/${id}`);
    if (id === open.id) onTalk(told);
  } catch (error) {
    refuse(error);
  }
};
// Somebody else was faster: who it is, and the text as it was.
const taken = async (id, it, error) => {
  thread.dropPending(id, it.key);
  if (it.body.text) giveBack(id, it.text);
  await renewTalk(id);
  if (id !== open.id) return;
  const version = open.talk.version, name = error.fields.assignee || open.talk.assignee?.name || "";
  note(make("p", {}, say("writing.taken", { name })), button(say("writing.sendAnyway"), () => {
    note();
    const text = it.body.text ? field.value.trim() : it.text;
    if (it.body.text) put("");
    send(text, it.body.text ? { text } : { template: it.body.template }, { take_over: true, version });
  }));
};
const submit = async () => {
  const text = field.value.trim(), id = open.id;
  if (!text || id === null || (part("send").disabled && mode === "reply")) return;
  const gaps = canned.gapsIn(text);
  if (mode === "reply" && gaps.length) {
    note(make("p", {}, say("writing.missing", { gaps: gaps.map((gap) => `{${gap}}`).join(", ") })));
    return canned.selectGap(field);
  }
  note();
  if (mode === "reply" && !panels.schedule.hidden) return schedule(id, text);
  if (mode === "reply") {
    put("");
    return send(text, { text });
  }
  put("");
  try {
    await ask(`/${id}/note`, { body: { text }, key: newKey() });
    tell(say("writing.noted"));
    if (id !== open.id) return;
    // Whoever writes the next note already goes on with it: nothing of it may end up in an answer.
    if (mode === "note" && !field.value) setMode("reply");
    await thread.look();
  } catch (error) {
    giveBack(id, text, "note");
    refuse(error);
  }
};
const schedule = async (id, text) => {
  const chosen = part("schedule-at").value;
  if (!chosen) return note(make("p", {}, say("writing.chooseMoment")));
  const due = zonedMoment(chosen).toISOString(), template = templates.chosen(part("schedule-template"), part("schedule-gaps"));
  try {
    await ask(`/${id}/schedule`, { body: { text, due_at: due, ...(template ? { template } : {}) }, key: newKey() });
    takeAway(id, text);
    tell(say("writing.scheduled", { time: at(due) }));
    if (id !== open.id) return;
    openPanel(null);
    drawWindow();
    await thread.look();
  } catch (error) {
    refuse(error);
  }
};

// What stands below a bubble that did not go out.
export const acts = {
  again: (it) => {
    thread.changePending(open.id, it.key, { error: null });
    return deliver(open.id, it);
  },
  drop: (it) => {
    thread.dropPending(open.id, it.key);
    if (it.body.text) giveBack(open.id, it.text);
  },
  retry: async (message) => {
    try {
      await ask(`/${open.id}/messages/${message.id}/retry`, { body: {}, key: newKey() });
      await thread.look();
    } catch (error) {
      refuse(error);
    }
  },
  cancel: async (later) => {
    try {
      await ask(`/${open.id}/schedule/${later.id}/cancel`, { body: {}, key: newKey() });
      await thread.look();
    } catch (error) {
      refuse(error);
    }
  },
};

export const focus = () => facts.mayWrite && field.focus();
export const start = () => {
  if (!facts.mayWrite) return;
  openPanel(null);
  canned.close();
  templates.forget();
  setMode("reply");
};
export const begin = (talk) => {
  onTalk = talk;
  if (!facts.mayWrite) return form.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", () => {
    keepDraft();
    grow();
    if (mode === "reply") canned.look(field, put);
  });
  field.addEventListener("keydown", (event) => {
    if (canned.press(event)) return;
    // While letters are being composed (accents, other scripts), Enter belongs to that.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  part("note-mode").addEventListener("click", () => {
    openPanel(null);
    setMode(mode === "note" ? "reply" : "note");
    field.focus();
  });
  part("schedule-mode").addEventListener("click", async () => {
    if (mode === "note") setMode("reply");
    await showSchedule();
    // For later something may be written although the 24 hours are over.
    part("send").disabled = panels.schedule.hidden && form.classList.contains("is-shut");
  });
  part("template-mode").addEventListener("click", showTemplates);
  part("canned-mode").addEventListener("click", () => {
    if (!field.value.startsWith("/")) put(`/${field.value}`);
    field.focus();
    canned.look(field, put);
  });
};
