// What stands in a thread, one element each: messages, notes, what happened, what is to be said later, what is on its way.
import { at, button, facts, hourOf, link, make, say, sayOr } from "./base.js";
import { opener } from "./why.js";

const mapOf = (place) => `https://www.openstreetmap.org/?mlat=${place.split(",")[0]}&mlon=${place.split(",")[1]}#map=16/${place.replace(",", "/")}`;
const LINK = /(https?:\/\/[^\s<>"']+)/;

// Text with its addresses as links; everything else is only text.
const linked = (text) => text.split(LINK).map((piece, number) =>
  number % 2 ? make("a", { href: piece, target: "_blank", rel: "noopener noreferrer nofollow", class: "link" }, piece) : piece);

const file = (message) => {
  const { file: stored, kind } = message;
  if (stored.state !== "stored") return make("p", { class: "text-subtle" }, say(stored.state === "failed" ? "thread.fileLost" : "thread.fileWaits"));
  const address = link("file", stored.id), name = stored.filename || sayOr(`kinds.${kind}`, kind);
  if (/^image\/(jpeg|png)/.test(stored.mime_type) && kind !== "document")
    return make("a", { href: address, target: "_blank", rel: "noopener" }, make("img", { src: address, alt: say("thread.picture"), class: "inbox-picture", loading: "lazy" }));
  if (kind === "voice" || kind === "audio")
    return make("p", { class: "inbox-sound" }, make("audio", { src: address, controls: true, preload: "none", "aria-label": say("thread.audio") }),
      make("a", { href: address, class: "link" }, say("thread.open", { name })));
  return make("a", { href: address, class: "link" }, say("thread.open", { name }));
};

const sender = (message) => {
  if (message.sender_type === "staff") return message.author || say("list.phone");
  return message.sender_type === "guest" ? "" : say(`senders.${message.sender_type}`);
};

// Ticks as WhatsApp shows them, with the word for whoever does not see them.
const state = (message) => {
  if (message.direction === "in") return "";
  const ticks = sayOr(`ticks.${message.state}`, "◷"), isRead = message.state === "read" || message.state === "played";
  return make("span", { class: `inbox-ticks ${isRead ? "is-read" : ""}` },
    make("span", { "aria-hidden": "true", title: say(`states.${message.state}`) }, ticks), make("span", { class: "sr-only" }, say(`states.${message.state}`)));
};

export const message = (it, acts) => {
  const isOver = it.direction === "out" && ["failed", "dropped", "unknown"].includes(it.state);
  const why = sayOr(`errors.${it.error}`, it.error) + (it.error_code ? ` (${it.error_code})` : "");
  const kind = it.kind === "text" || it.file ? "" : sayOr(`kinds.${it.kind}`, it.kind);
  return make("li", { class: `inbox-bubble is-${it.direction} by-${it.sender_type}`, "data-message": it.id },
    it.quoted && make("blockquote", { class: "inbox-quoted" }, say("thread.quoted", { text: it.quoted.text || "…" })),
    kind && make("span", { class: "inbox-kind" }, kind),
    it.file && file(it),
    it.text && make("div", { class: "inbox-words" }, ...linked(it.text)),
    it.place && make("a", { class: "link", href: mapOf(it.place), target: "_blank", rel: "noopener noreferrer" }, say("thread.map")),
    make("p", { class: "inbox-foot" }, sender(it), make("time", { datetime: it.sent_at }, hourOf(it.sent_at)), state(it), opener(it, acts)),
    isOver && make("p", { class: "inbox-failed" }, make("strong", {}, say(it.state === "unknown" ? "states.unknown" : "thread.failed")), why ? `: ${why}` : "",
      facts.mayWrite && button(say("thread.retry"), () => acts.retry(it))));
};

export const pending = (it, acts) => make("li", { class: "inbox-bubble is-out by-staff is-pending" },
  make("div", { class: "inbox-words" }, it.text),
  it.error
    ? make("p", { class: "inbox-failed" }, make("strong", {}, it.error), button(say("thread.retry"), () => acts.again(it)), button(say("thread.cancel"), () => acts.drop(it)))
    : make("p", { class: "inbox-foot", role: "status" }, say("thread.sending")));

export const beside = (it, acts) => {
  const name = it.name || (it.actor ? say("list.system") : say("list.someone"));
  if (it.what === "note")
    return make("li", { class: "inbox-note" }, make("p", { class: "inbox-note-head" }, say("thread.note", { name }), " ", make("time", { datetime: it.at }, hourOf(it.at))), make("div", { class: "inbox-words" }, it.text));
  if (it.what === "later")
    return make("li", { class: `inbox-later ${it.state === "refused" ? "is-refused" : ""}` },
      make("p", { class: "inbox-note-head" }, say(it.state === "refused" ? "thread.refused" : "thread.later", { time: at(it.at) })),
      make("div", { class: "inbox-words" }, it.text),
      it.state === "waiting" && facts.mayWrite && button(say("thread.cancel"), () => acts.cancel(it)));
  const data = it.data || {};
  const told = say(`events.${it.text}`, {
    name, person: it.person || name, until: data.until ? at(data.until) : "", due_at: data.due_at ? at(data.due_at) : "",
  });
  return make("li", { class: "inbox-event" }, told, " · ", make("time", { datetime: it.at }, hourOf(it.at)));
};
