// Templates that Meta approved: which there are, what is missing in them, and how they read when it is filled in.
import { ask, button, facts, make, refuse, say } from "./base.js";

const GAP = /\{\{\s*(\w{1,60})\s*\}\}/g;
let known = null;
export const forget = () => (known = null);

const all = async (open) => {
  if (known) return known;
  const { told } = await ask(`/${open.id}/templates`);
  const language = open.talk?.language || facts.language;
  // Those in the guest's language first.
  known = told.items.sort((a, b) => Number(b.language.startsWith(language)) - Number(a.language.startsWith(language)));
  return known;
};
const nameOf = (it) => `${it.name} (${it.language})`;
const preview = (it, values) => it.text.replace(GAP, (gap, name) => values[it.gaps.indexOf(name)] || gap);

// One field for each gap; the words are shown as the guest would read them.
const gapsFor = (it, place, prefix) => {
  const shown = make("p", { class: "inbox-preview", role: "status" }, it.text);
  const fields = it.gaps.map((gap, number) => make("input", {
    class: "desk-input", id: `${prefix}-${number}`, "data-gap": gap, maxlength: 1000, required: true, autocomplete: "off",
    oninput: () => (shown.textContent = preview(it, fields.map((field) => field.value))),
  }));
  const labelled = fields.map((field, number) => make("label", { for: field.id }, say("writing.gap", { gap: it.gaps[number] }), field));
  place.replaceChildren(...labelled, shown);
  return fields;
};

// The picker: choose, fill in, read once more, send.
export const fill = async (panel, open, send) => {
  let items;
  try {
    items = await all(open);
  } catch (error) {
    return refuse(error);
  }
  if (!items.length) return panel.replaceChildren(make("p", {}, say("writing.noTemplates")));
  const place = make("div", { class: "inbox-gaps" });
  const select = make("select", { class: "desk-input", id: "template-choice" }, items.map((it, number) => make("option", { value: number }, nameOf(it))));
  let fields = [];
  const draw = () => (fields = gapsFor(items[select.value], place, "template-gap"));
  select.addEventListener("change", draw);
  draw();
  const go = button(say("writing.send"), () => {
    const empty = fields.find((field) => !field.value.trim());
    if (empty) return empty.reportValidity();
    const it = items[select.value], body = fields.map((field) => field.value.trim());
    send({ name: it.name, language: it.language, body }, preview(it, body));
  }, { class: "desk-primary" });
  panel.replaceChildren(make("label", { for: "template-choice" }, panel.getAttribute("aria-label"), select), place, go);
};

// The same as a choice beside a message for later: what goes if the 24 hours are over by then.
export const offer = async (select, place, open) => {
  try {
    const items = await all(open);
    select.replaceChildren(make("option", { value: "" }, say("writing.noTemplate")), ...items.map((it, number) => make("option", { value: number }, nameOf(it))));
    place.replaceChildren();
    select.onchange = () => (select.value === "" ? place.replaceChildren() : gapsFor(items[select.value], place, "schedule-gap"));
  } catch (error) {
    refuse(error);
  }
};
export const chosen = (select, place) => {
  if (select.value === "" || !known) return null;
  const it = known[select.value];
  return { name: it.name, language: it.language, body: [...place.querySelectorAll("[data-gap]")].map((field) => field.value.trim()) };
};
