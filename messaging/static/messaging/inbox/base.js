// What all parts of the inbox share: the page's facts and words, how elements are made, times are told, the API is asked.
export const root = document.getElementById("inbox");
export const facts = JSON.parse(root.dataset.facts);
const words = JSON.parse(root.dataset.words);
const language = document.documentElement.lang;

// say("list.waits", { time: "5 min" }): a text of the server's, with its gaps filled.
export const say = (path, values = {}) => {
  const [group, key] = path.split(".");
  const text = words[group]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
};
export const sayOr = (path, other) => words[path.split(".")[0]]?.[path.split(".")[1]] ?? other;

// --- Elements: make("p", { class: "x", onclick: f }, "text", child). Text is only ever text. ---------------------------
export const make = (tag, traits = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
  return element;
};
export const part = (name) => root.querySelector(`[data-part="${name}"]`);
export const button = (text, onclick, traits = {}) => make("button", { type: "button", class: "desk-button", onclick, ...traits }, text);

// Elements by their keys, in this order: what is as it was stays where it is, with the focus that it may have.
export const arrange = (parent, entries) => {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const { key, look, draw } of entries) {
    let child = known.get(key);
    known.delete(key);
    if (!child || child.look !== look) {
      const fresh = draw(child);
      fresh.dataset.key = key;
      fresh.look = look;
      if (child && child !== fresh) {
        if (child === place) place = fresh;
        child.replaceWith(fresh);
      }
      child = fresh;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  known.forEach((child) => child.remove());
};

// --- Times, in the zone of the business -------------------------------------------------------------------------------
const zoned = (options) => new Intl.DateTimeFormat(language, { timeZone: facts.zone, ...options });
const clock = zoned({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const shortDay = zoned({ day: "numeric", month: "short" });
const wholeDay = zoned({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const written = new Intl.DateTimeFormat("en-CA", { timeZone: facts.zone, year: "numeric", month: "2-digit", day: "2-digit" });
export const dayOf = (moment) => written.format(new Date(moment));
export const hourOf = (moment) => clock.format(new Date(moment));
export const addDays = (iso, days) => new Date(Date.parse(`${iso}T12:00Z`) + days * 86400000).toISOString().slice(0, 10);
export const today = () => dayOf(Date.now());
export const dayWords = (iso) => {
  if (iso === today()) return say("thread.today");
  if (iso === addDays(today(), -1)) return say("thread.yesterday");
  return wholeDay.format(zonedMoment(`${iso}T12:00`));
};
// The hour today, the day before that.
export const briefly = (moment) => (dayOf(moment) === today() ? hourOf(moment) : shortDay.format(new Date(moment)));
export const at = (moment) => (dayOf(moment) === today() ? hourOf(moment) : `${shortDay.format(new Date(moment))}, ${hourOf(moment)}`);
export const plainDay = (iso) => new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${iso}T00:00Z`));
export const span = (milliseconds) => {
  const minutes = Math.floor(milliseconds / 60000);
  if (minutes < 1) return say("list.now");
  if (minutes < 60) return say("list.minutes", { minutes });
  if (minutes < 2880) return say("list.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return say("list.days", { days: Math.floor(minutes / 1440) });
};
export const since = (moment) => Date.now() - Date.parse(moment);

// "2026-11-22T09:00" as the business's clock shows it, as a moment. Twice, since the first guess may lie across a change.
const apart = (moment) => {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: facts.zone, dateStyle: "short", timeStyle: "medium" }).format(new Date(moment));
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(moment / 1000) * 1000;
};
export const zonedMoment = (local) => {
  const wall = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
  const guess = wall - apart(wall);
  return new Date(wall - apart(guess));
};
export const localOf = (moment) => `${dayOf(moment)}T${hourOf(moment)}`;

// --- The API ----------------------------------------------------------------------------------------------------------
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || say("said.wrong"));
    Object.assign(this, { status, code: problem.code || "", fields: problem.fields || {} });
  }
}
export const ask = async (path, { body, key, tag, method } = {}) => {
  const headers = { Accept: "application/json", "Accept-Language": language, "Conserje-Tenant": facts.tenant };
  if (body !== undefined) Object.assign(headers, { "Content-Type": "application/json", "X-CSRFToken": facts.token });
  if (key) headers["Idempotency-Key"] = key;
  if (tag) headers["If-None-Match"] = tag;
  const answer = await fetch(facts.addresses.api + path, {
    method: method || (body === undefined ? "GET" : "POST"),
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    // Whether it has changed is asked with our own tag; a browser's cache would answer 200 for a 304.
    cache: "no-store",
    credentials: "same-origin",
    signal: AbortSignal.timeout(20000),
  });
  if (answer.status === 304) return { isSame: true };
  const text = await answer.text();
  let told = {};
  try {
    told = text ? JSON.parse(text) : {};
  } catch {
    throw new Refused(answer.status, {});
  }
  if (!answer.ok) throw new Refused(answer.status, told);
  return { told, tag: answer.headers.get("ETag") };
};
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const link = (name, id) => facts.addresses[name]?.replace(/\/0\//, `/${id}/`);

// --- What is kept in this tab, so that nothing that was typed is lost ---------------------------------------------------
export const keep = (name, value) => {
  try {
    if (value === null || value === "") sessionStorage.removeItem(`inbox:${name}`);
    else sessionStorage.setItem(`inbox:${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing: what is typed lives as long as the page.
  }
};
export const kept = (name) => {
  try {
    return JSON.parse(sessionStorage.getItem(`inbox:${name}`));
  } catch {
    return null;
  }
};

// --- What happened: for a moment at the foot of the page, or until it is over ------------------------------------------
let told;
export const tell = (text) => {
  part("told").replaceChildren(text);
  clearTimeout(told);
  told = setTimeout(() => part("told").replaceChildren(), 4000);
};
export const refuse = (error) => {
  const isOurs = error instanceof Refused;
  const text = isOurs ? [error.message, ...Object.values(error.fields).flat().filter((it) => it !== error.message)].join(" ") : say("said.offline");
  part("refused").replaceChildren(make("p", {}, text), button("×", () => part("refused").replaceChildren(), { "aria-label": root.dataset.close }));
};
export const forgive = () => part("refused").replaceChildren();

// What all parts look at: which conversation is open, and what the server last said about it.
export const open = { id: null, talk: null };
