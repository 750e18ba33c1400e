// What the bot proposes: read it, send it with one tap, take it over to write it otherwise, or let it go.
import { Refused, ask, button, facts, forgive, make, newKey, open, part, refuse, say, sayOr, tell } from "./base.js";

const place = part("draft"), modes = part("bot-modes");
let shown = null, isBusy = false, after = () => {}, write = () => {};

const deed = (does) => Object.entries(does).map(([what, about]) => make("li", {}, sayOr(`deeds.${what}`, what).replace("{about}", about)));
const draw = () => {
  const draft = shown?.draft;
  modes?.querySelectorAll("[data-mode]").forEach((it) => it.setAttribute("aria-pressed", String(it.dataset.mode === (shown?.mode ?? ""))));
  if (!draft) return place.replaceChildren();
  const deeds = draft.does.flatMap(deed);
  place.replaceChildren(
    make("h3", {}, say("draft.title")),
    make("p", { class: "inbox-draft-words" }, draft.text || say("draft.silent")),
    deeds.length ? make("ul", { class: "inbox-draft-deeds" }, deeds) : "",
    facts.mayWrite && make("div", { class: "inbox-buttons" },
      make("button", { type: "button", class: "desk-primary", onclick: () => act("send", { mark: draft.mark }) }, say("draft.send")),
      button(say("draft.edit"), () => write(draft.text)),
      button(say("draft.drop"), () => act("drop", { mark: draft.mark }))));
  return undefined;
};
const take = (id, told) => {
  if (id !== open.id) return;
  shown = told;
  draw();
};
const act = async (path, body) => {
  const id = open.id;
  if (isBusy) return;
  isBusy = true;
  try {
    const { told } = await ask(`/${id}/bot/${path}`, { body, key: newKey() });
    forgive();
    take(id, told);
    if (path === "send") tell(say(told.is_sent ? "draft.sent" : "draft.changed"));
    if (path === "mode") tell(say("draft.modeSet"));
    if (id === open.id) await after();
  } catch (error) {
    refuse(error);
    if (error instanceof Refused && error.code === "no_draft") await look();
  } finally {
    isBusy = false;
  }
};
export const look = async () => {
  const id = open.id;
  if (id === null) return;
  try {
    const { told } = await ask(`/${id}/bot`);
    take(id, told);
  } catch (error) {
    refuse(error);
  }
};
export const start = () => {
  shown = null;
  draw();
};
export const begin = (looked, composed) => {
  [after, write] = [looked, composed];
  modes?.addEventListener("click", ({ target }) => target.dataset.mode !== undefined && act("mode", { mode: target.dataset.mode }));
};
