// Canned replies: "/" at the beginning opens them, letters choose among them, and a gap that nothing fills is never sent unseen.
import { ask, facts, make, open, part, refuse, say } from "./base.js";

const box = part("canned"), GAP = new RegExp(`\\{(${facts.gaps.join("|")})\\}`, "g");
let known = null, knownOf = null, shown = [], current = 0, put = () => {}, field = null;

export const gapsIn = (text) => [...new Set([...text.matchAll(GAP)].map((gap) => gap[1]))];
export const selectGap = (where) => {
  const gap = where.value.search(GAP);
  if (gap < 0) return;
  where.focus();
  where.setSelectionRange(gap, where.value.indexOf("}", gap) + 1);
};
export const close = () => {
  box.hidden = true;
  box.replaceChildren();
  part("text")?.removeAttribute("aria-activedescendant");
};

export const look = async (where, putText) => {
  [field, put] = [where, putText];
  const typed = /^\/([a-z0-9_-]*)$/i.exec(where.value);
  if (!typed) return close();
  if (!known || knownOf !== open.id) {
    const id = open.id;
    try {
      known = (await ask(`/${id}/canned-replies`)).told.items;
    } catch (error) {
      return refuse(error);
    }
    knownOf = id;
    if (id !== open.id || !/^\//.test(where.value)) return close();
    return look(where, putText);
  }
  shown = known.filter((it) => it.shortcut.startsWith(typed[1].toLowerCase())).slice(0, 8);
  current = 0;
  draw();
};
const draw = () => {
  box.hidden = false;
  box.replaceChildren(...(shown.length ? shown.map(option) : [make("li", { class: "text-subtle", role: "option", "aria-disabled": "true" }, say("writing.noCanned"),
    facts.addresses.canned ? make("a", { class: "link", href: facts.addresses.canned }, " +") : "")]));
  if (shown.length) field.setAttribute("aria-activedescendant", `canned-${current}`);
};
const option = (it, number) => make("li", {
  role: "option", id: `canned-${number}`, "aria-selected": String(number === current),
  // Before the field loses the focus.
  onpointerdown: (event) => {
    event.preventDefault();
    choose(it);
  },
}, make("strong", {}, `/${it.shortcut}`), " ", make("span", {}, it.text), it.missing.length ? make("em", { class: "inbox-missing" }, say("writing.missing", { gaps: it.missing.join(", ") })) : "");

const choose = (it) => {
  put(it.text);
  close();
  field.focus();
  if (it.missing.length) {
    part("writing-note").replaceChildren(make("p", {}, say("writing.missing", { gaps: it.missing.map((gap) => `{${gap}}`).join(", ") })));
    selectGap(field);
  }
};

// Whether a key was meant for the list.
export const press = (event) => {
  if (box.hidden) return false;
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  } else if (!shown.length) return false;
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    current = (current + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length;
    draw();
  } else if (event.key === "Enter" || event.key === "Tab") choose(shown[current]);
  else return false;
  event.preventDefault();
  return true;
};
