// One phone: a guest, their conversation, and everything they can send.

import { drawBubble, sign, summary } from "./bubbles.js";
import { startRecording } from "./recorder.js";
import { getChat, keepFile, writeMessage } from "./server.js";
import { choose } from "./sheet.js";
import { translate, word } from "./words.js";

const FACES = ["👍", "❤️", "😂", "🙏"];
const HERE = { latitude: -31.4201, longitude: -64.4992 };
const person = document.getElementById("person");

export function makePhone(place, world) {
  const root = document.getElementById("phone").content.cloneNode(true).firstElementChild;
  translate(root);
  document.getElementById("phones").append(root);
  const find = (selector) => root.querySelector(selector);
  const [log, list, notice, quote, text, file] = [".log", ".log ol", ".notice", ".quote", "textarea", "input[type=file]"].map(find);
  const guest = { ...place.guest, ...JSON.parse(localStorage.getItem(place.name) ?? "{}") };
  let chat = { key: "", revision: 0, bubbles: new Map() };
  let replyTo = null;
  let recording = null;

  const act = {
    tap: (bubble, { id, title }) => send({ type: "button_reply", id, title, reply_to: bubble.id }),
    quick: (bubble, id, title) => send({ type: "button", id, title, reply_to: bubble.id }),
    phone: (bubble) => send({ type: "contact", reply_to: bubble.id }),
    place: () => sendPlace(),
    template: world.template,
    list: async (bubble, title, sections) => {
      const groups = sections.map((part) => ({ title: part.title, rows: part.rows.map((row) => ({ ...row, value: row })) }));
      const row = await choose(title, groups);
      if (row) send({ type: "list_reply", ...row, reply_to: bubble.id });
    },
    more: async (bubble) => {
      const faces = FACES.map((face) => ({ title: `${word("react")} ${face}`, value: face }));
      const rows = [{ title: word("reply"), value: "reply" }, ...faces];
      if (bubble.reactions.guest) rows.push({ title: word("unreact"), value: "" });
      const chosen = await choose(summary(bubble), [{ rows }]);
      if (chosen === "reply") setQuote(bubble);
      else if (chosen !== null) send({ type: "reaction", reply_to: bubble.id, emoji: chosen });
    },
  };

  function showGuest() {
    const name = guest.name || guest.number;
    root.setAttribute("aria-label", `${word("guest")} ${name}`);
    find("h2").textContent = name;
    find(".face").textContent = [...name][0]?.toUpperCase() ?? "";
  }

  function setQuote(bubble) {
    replyTo = bubble;
    quote.hidden = !bubble;
    quote.querySelector("span").textContent = bubble ? summary(bubble) : "";
    if (bubble) text.focus();
  }

  async function send(message) {
    const number = world.number();
    if (!number) return say(word("no_number"));
    const who = { from: guest.number, name: guest.name, username: guest.username, shows_number: !guest.hides };
    const quoting = replyTo ? { reply_to: replyTo.id } : {};
    setQuote(null);
    try {
      const sent = writeMessage({ ...who, phone_number_id: number, ...quoting, ...message });
      setTimeout(poll, 50);
      const { status } = await sent;
      say(status === null || status === 200 ? "" : status === 0 ? word("webhook_zero") : `${word("webhook_other")} ${status}.`);
    } catch (error) {
      say(error instanceof TypeError ? word("no_sandbox") : error.message);
    }
    return poll();
  }

  function say(sentence) {
    notice.textContent = sentence;
  }

  async function sendFile(blob, type, filename, kind) {
    try {
      const { id } = await keepFile(blob, type, filename);
      await send({ type: kind, media_id: id });
    } catch (error) {
      say(error.message);
    }
  }

  function sendPlace() {
    const fallback = () => send({ type: "location", ...HERE, place: word("here") });
    if (!navigator.geolocation) return fallback();
    const found = ({ coords }) => send({ type: "location", latitude: coords.latitude, longitude: coords.longitude });
    return navigator.geolocation.getCurrentPosition(found, fallback, { timeout: 3000 });
  }

  async function attach() {
    const rows = [{ title: word("picture"), icon: "picture", value: "file" }, { title: word("place"), icon: "pin", value: "place" }];
    const chosen = await choose(word("attach"), [{ rows }]);
    if (chosen === "file") file.click();
    if (chosen === "place") sendPlace();
  }

  async function record() {
    if (recording) return finish(true);
    try {
      recording = await startRecording();
    } catch {
      return say(word("no_microphone"));
    }
    root.classList.add("recording");
    find(".drop").hidden = false;
    find(".record").replaceChildren(sign("plane"));
    find(".record").setAttribute("aria-label", word("stop"));
    return say(`● ${word("recording")}`);
  }

  async function finish(keeps) {
    const ending = recording;
    recording = null;
    root.classList.remove("recording");
    find(".drop").hidden = true;
    find(".record").replaceChildren(sign("microphone"));
    find(".record").setAttribute("aria-label", word("record"));
    const blob = await (keeps ? ending.stop() : ending.drop());
    say("");
    if (keeps && blob.size) await sendFile(blob, blob.type, "", "voice");
  }

  async function poll() {
    const key = `${world.number()} ${guest.number}`;
    if (key !== chat.key) {
      chat = { key, revision: 0, bubbles: new Map() };
      list.replaceChildren();
    }
    const now = chat;
    const news = await getChat(guest.number, world.number(), now.revision);
    if (now !== chat) return;
    chat.revision = Math.max(chat.revision, news.revision);
    for (const bubble of news.bubbles) show(bubble);
    find(".typing").textContent = news.typing ? word("typing") : "";
  }

  function show(bubble) {
    const known = chat.bubbles.get(bubble.id);
    if (known && known.revision >= bubble.revision) return;
    chat.bubbles.set(bubble.id, bubble);
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const drawn = drawBubble(bubble, chat.bubbles.get(bubble.reply_to), act);
    const old = log.querySelector(`[data-id="${CSS.escape(bubble.id)}"]`);
    if (!old) list.append(drawn);
    // A player or a button in use stays; only its foot is drawn again.
    else {
      old.dataset.tick = bubble.tick;
      old.querySelector(".foot").replaceWith(drawn.querySelector(".foot"));
    }
    if (old || !(atEnd || bubble.author === "guest")) return;
    toEnd();
    // A picture grows when it has come.
    drawn.querySelector("img, video")?.addEventListener(drawn.querySelector("img") ? "load" : "loadedmetadata", toEnd, { once: true });
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
  }

  function editGuest() {
    const form = person.querySelector("form");
    for (const name of ["number", "name", "username"]) form.elements[name].value = guest[name] ?? "";
    form.elements.hides.checked = Boolean(guest.hides);
    person.returnValue = "";
    person.showModal();
    person.addEventListener("close", () => {
      if (person.returnValue !== "keep") return;
      for (const name of ["number", "name", "username"]) guest[name] = form.elements[name].value.trim().replace(/^\+/, "");
      guest.hides = form.elements.hides.checked;
      localStorage.setItem(place.name, JSON.stringify(guest));
      showGuest();
      poll();
    }, { once: true });
  }

  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const body = text.value;
    text.value = "";
    if (body.trim()) send({ type: "text", text: body });
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    find("form").requestSubmit();
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    file.value = "";
    if (chosen) sendFile(chosen, chosen.type || "application/octet-stream", chosen.name, kindOf(chosen.type));
  });
  find(".attach").addEventListener("click", attach);
  find(".record").addEventListener("click", record);
  find(".drop").addEventListener("click", () => recording && finish(false));
  find(".guest").addEventListener("click", editGuest);
  quote.querySelector("button").addEventListener("click", () => setQuote(null));
  showGuest();
  return { poll, say };
}

function kindOf(type) {
  const kind = type.split("/")[0];
  return ["image", "video", "audio"].includes(kind) ? kind : "document";
}
