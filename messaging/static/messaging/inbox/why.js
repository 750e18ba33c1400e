// Why the bot said something: what it read and where, by which rule it answered and with what; and that it was wrong.
import { Refused, ask, button, facts, make, newKey, open, part, plainDay, say } from "./base.js";

const box = part("why"), body = part("why-body");
const FIELDS = ["check_in", "check_out", "adults", "children"];
let shown = null;

const money = (amount, currency) => new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency }).format(Number(amount));
const percent = (share) => new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);
const fact = (label, ...values) => (values.some(Boolean) ? make("div", {}, make("dt", {}, label), make("dd", {}, ...values)) : "");
const small = (text) => make("small", {}, text);

// --- What was read -------------------------------------------------------------------------------------------------------
// Places are counted in characters of Unicode, of which a text of JavaScript may have two for one.
const marked = (heard, spans) => {
  const letters = [...heard], cuts = [...new Set([0, letters.length, ...spans.flatMap((it) => [it.start, it.end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, number) => {
    const start = cuts[number], words = letters.slice(start, end).join("");
    const covering = spans.filter((it) => it.start <= start && it.end >= end);
    const isDetail = covering.some((it) => it.kind !== "intent");
    if (!covering.length) return words;
    return make("mark", { class: isDetail ? "" : "is-wish", title: covering.map((it) => `${it.kind_words} (${it.rule})`).join(", ") }, words);
  });
};
const heardPart = (heard, span) => {
  const value = span.kind === "intent" || span.value === null ? "" : ` = ${span.value}`;
  return make("li", {}, `«${[...heard].slice(span.start, span.end).join("")}» ${span.kind_words}${value} `, small(span.rule));
};
const days = ({ check_in, check_out, nights }) => [
  check_in && check_out ? `${plainDay(check_in)} – ${plainDay(check_out)}` : check_in ? say("why.from", { day: plainDay(check_in) }) : check_out ? say("why.until", { day: plainDay(check_out) }) : "",
  nights ? say("why.nights", { nights }) : "",
].filter(Boolean).join(" · ");
const people = ({ adults, children }) => [
  adults === null ? "" : say("why.adults", { adults }), children === null ? "" : say("why.children", { children }),
].filter(Boolean).join(" · ");
const stay = (slots) => [days(slots), people(slots)].filter(Boolean).join(" · ");
const heardOf = (told) => [
  make("h3", {}, say("why.heard")),
  make("p", { class: "inbox-why-heard" }, told.heard ? marked(told.heard, told.spans) : say("why.noWords")),
  told.spans.length ? make("details", {}, make("summary", {}, say("why.parts")), make("ul", {}, told.spans.map((it) => heardPart(told.heard, it)))) : "",
  make("dl", { class: "inbox-facts" },
    fact(say("why.wanted"), told.intent_words, " ", small(say("why.sure", { share: percent(told.confidence) }))),
    fact(say("why.said"), stay(told.slots) || say("why.nothingOfStay")),
    fact(say("why.known"), stay(told.known))),
];

// --- How it answered -----------------------------------------------------------------------------------------------------
const offers = (offered) => offered?.map((it) => make("div", {}, `${it.name}: ${money(it.total, it.currency)}`));
const answerOf = (told) => [
  make("h3", {}, say("why.because")),
  make("ul", {}, told.rule_words.map((words) => make("li", {}, words))),
  make("p", {}, small(say("why.rule", { rule: told.rule, version: told.version }))),
  make("h3", {}, say("why.facts")),
  make("dl", { class: "inbox-facts" },
    fact(say("why.today"), told.facts.today && plainDay(told.facts.today)),
    fact(say("why.offered"), told.facts.offered && (told.facts.offered.length ? offers(told.facts.offered) : say("why.nothing"))),
    fact(say("why.reason"), told.facts.reason_words),
    fact(say("why.bookings"), told.facts.bookings && (told.facts.bookings.join(", ") || say("why.none")))),
];

// --- It was wrong ----------------------------------------------------------------------------------------------------------
const labelled = (label, field) => make("label", {}, label, field);
const field = (name, value, traits) => make("input", { name, class: "desk-input", value: value ?? "", ...traits });
const form = (told) => {
  const meant = told.wrong || { ...told.slots, intent: told.intent, note: "" };
  const intents = make("select", { name: "intent", class: "desk-input" },
    facts.intents.map(([code, words]) => make("option", { value: code, selected: code === meant.intent }, words)));
  const note = make("textarea", { name: "note", class: "desk-input", rows: 2, maxlength: 1000 });
  note.value = meant.note;
  const failed = make("p", { class: "inbox-failed", role: "alert" });
  return make("form", { class: "inbox-why-form", onsubmit: (event) => send(event, told, failed) },
    labelled(say("why.should"), intents),
    make("div", { class: "inbox-why-pair" },
      labelled(say("why.checkIn"), field("check_in", meant.check_in, { type: "date" })),
      labelled(say("why.checkOut"), field("check_out", meant.check_out, { type: "date" }))),
    make("div", { class: "inbox-why-pair" },
      labelled(say("why.adultsField"), field("adults", meant.adults, { type: "number", min: 0, max: 99 })),
      labelled(say("why.childrenField"), field("children", meant.children, { type: "number", min: 0, max: 99 }))),
    labelled(say("why.note"), note),
    make("p", {}, small(say("why.anonymous"))),
    failed,
    make("button", { class: "desk-primary" }, say("why.save")));
};
const send = async (event, told, failed) => {
  event.preventDefault();
  const sent = Object.fromEntries(new FormData(event.target)), pressed = event.target.querySelector("button");
  const values = FIELDS.map((name) => [name, sent[name] === "" ? null : name.startsWith("check") ? sent[name] : Number(sent[name])]);
  pressed.disabled = true;
  try {
    const answer = await ask(`/${shown.talk}/messages/${told.message}/wrong`, { body: { intent: sent.intent, note: sent.note, ...Object.fromEntries(values) }, key: newKey() });
    if (shown?.message === told.message) draw({ ...told, wrong: answer.told }, say("why.saved"));
  } catch (error) {
    failed.textContent = error instanceof Refused ? [error.message, ...Object.values(error.fields).flat()].join(" ") : say("said.offline");
    pressed.disabled = false;
  }
};
const wrongOf = (told, done) => [
  make("p", { role: "status", class: "inbox-why-wrong" }, done || "", told.wrong ? ` ${say("why.marked", { intent: told.wrong.intent_words })}` : ""),
  facts.mayWrite && make("details", {}, make("summary", { class: "desk-button" }, say(told.wrong ? "why.again" : "why.wrong")), form(told)),
];

// --- Open and shut -----------------------------------------------------------------------------------------------------------
const draw = (told, done) => body.replaceChildren(...[...heardOf(told), ...answerOf(told), ...wrongOf(told, done)].filter(Boolean));
export const look = async (message) => {
  const asked = { talk: open.id, message: message.id };
  shown = asked;
  body.replaceChildren(make("p", { role: "status" }, say("list.loading")));
  if (!box.open) box.showModal();
  try {
    const { told } = await ask(`/${asked.talk}/messages/${asked.message}/why`);
    if (shown === asked) draw(told);
  } catch (error) {
    if (shown === asked) body.replaceChildren(make("p", { class: "inbox-failed", role: "alert" }, error instanceof Refused ? error.message : say("said.offline")));
  }
};
export const opener = (message, acts) => message.has_why && button(say("why.open"), () => acts.why(message), { class: "inbox-why-open", "aria-haspopup": "dialog" });
box.addEventListener("close", () => {
  // The bubble may have been drawn anew since.
  document.querySelector(`[data-message="${shown?.message}"] .inbox-why-open`)?.focus();
  shown = null;
  body.replaceChildren();
});
part("why-close").addEventListener("click", () => box.close());
window.addEventListener("popstate", () => box.close());
