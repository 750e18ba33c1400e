// Draws a message as a phone shows it. Whatever people wrote is set as text, never as HTML.

import { word } from "./words.js";

const TICKS = { sent: "✓", delivered: "✓✓", read: "✓✓", failed: "⚠" };
const MARKS = /(https?:\/\/[^\s<]+)|```([\s\S]+?)```|`([^`\n]+)`|\*(\S(?:[^*\n]*\S)?)\*|_(\S(?:[^_\n]*\S)?)_|~(\S(?:[^~\n]*\S)?)~/g;

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// One of the signs that index.html draws.
export function sign(name) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("class", "sign");
  made.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  made.append(use);
  return made;
}

export function link(url, text) {
  const made = element("a", text);
  if (/^https?:\/\//.test(url)) made.href = url;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

// *bold*, _italic_, ~struck~, `code` and addresses; the rest stays as it is, line breaks included.
export function formatted(text) {
  const paragraph = element("p", undefined, "words");
  let end = 0;
  for (const found of text.matchAll(MARKS)) {
    paragraph.append(text.slice(end, found.index));
    const [all, url, block, code, bold, italic, struck] = found;
    if (url) paragraph.append(link(url, url));
    else if (block || code) paragraph.append(element("code", block ?? code));
    else paragraph.append(element(bold ? "b" : italic ? "i" : "s", bold ?? italic ?? struck));
    end = found.index + all.length;
  }
  paragraph.append(text.slice(end));
  return paragraph;
}

export function drawBubble(bubble, quoted, act) {
  const item = element("li", undefined, `bubble ${bubble.author}`);
  item.dataset.id = bubble.id;
  item.dataset.tick = bubble.tick;
  if (bubble.reply_to) item.append(element("p", quoted ? summary(quoted) : "…", "quoted"));
  const draw = DRAWERS[bubble.type] ?? drawUnknown;
  item.append(...draw(bubble.content ?? {}, act, bubble));
  item.append(foot(bubble, act));
  return item;
}

function foot(bubble, act) {
  const line = element("p", undefined, "foot");
  const reactions = Object.values(bubble.reactions).join(" ");
  if (reactions) line.append(element("span", reactions, "reactions"));
  const time = element("time", new Date(bubble.at * 1000).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
  const tick = element("span", TICKS[bubble.tick] ?? "", `tick ${bubble.tick}`);
  if (bubble.tick === "waiting") tick.append(sign("clock"));
  tick.setAttribute("role", "img");
  tick.setAttribute("aria-label", [word(bubble.tick), bubble.error].filter(Boolean).join(" "));
  tick.title = tick.getAttribute("aria-label");
  const more = element("button", "⋯", "more");
  more.type = "button";
  more.setAttribute("aria-label", `${word("actions")}: ${summary(bubble)}`);
  more.addEventListener("click", () => act.more(bubble));
  if (bubble.error) line.append(element("span", bubble.error, "error"));
  line.append(time, tick, more);
  return line;
}

// What a message says in a line, for quotations and for people who hear the page.
export function summary(bubble) {
  const content = bubble.content ?? {};
  const reply = content.button_reply ?? content.list_reply;
  const text = content.body?.text ?? content.body ?? reply?.title ?? content.text ?? content.caption ?? content.name;
  return String(typeof text === "string" && text ? text : bubble.type).slice(0, 80);
}

function signed(name, made) {
  made.prepend(sign(name), " ");
  return made;
}

function action(text, run, icon) {
  const button = element("button", text, "action");
  if (icon) button.prepend(sign(icon), " ");
  button.type = "button";
  button.addEventListener("click", run);
  return button;
}

function drawInteractive(content, act, bubble) {
  const reply = content.button_reply ?? content.list_reply;
  if (reply) return [element("p", reply.title, "words"), ...(reply.description ? [element("p", reply.description, "small")] : [])];
  const parts = [];
  if (content.header?.type === "text") parts.push(element("p", content.header.text, "head"));
  else if (content.header) parts.push(...drawMedium(content.header[content.header.type] ?? {}, content.header.type));
  parts.push(formatted(content.body?.text ?? ""));
  if (content.footer) parts.push(element("p", content.footer.text, "small"));
  const draw = ACTIONS[content.type];
  if (draw) parts.push(...draw(content.action ?? {}, act, bubble));
  return parts;
}

const ACTIONS = {
  button: ({ buttons }, act, bubble) => buttons.map(({ reply }) => action(reply.title, () => act.tap(bubble, reply))),
  list: ({ button, sections }, act, bubble) => [action(button, () => act.list(bubble, button, sections), "rows")],
  cta_url: ({ parameters }) => {
    const made = link(parameters.url, parameters.display_text);
    made.className = "action";
    made.prepend(sign("leave"), " ");
    return [made];
  },
  location_request_message: (_, act) => [action(word("share_place"), () => act.place(), "pin")],
  request_contact_info: (_, act, bubble) => [action(word("share_phone"), () => act.phone(bubble), "call")],
};

function drawMedium(content, type) {
  const parts = [];
  const source = content.id ? `/_sandbox/media/${encodeURIComponent(content.id)}` : "";
  if (!source && content.link) parts.push(link(content.link, content.link));
  else if (type === "image" || type === "sticker") parts.push(Object.assign(element("img"), { src: source, alt: content.caption ?? "", loading: "lazy" }));
  else if (type === "audio" || type === "video") parts.push(player(type, source));
  else parts.push(signed("file", link(location.origin + source, content.filename ?? word("file"))));
  if (content.caption) parts.push(formatted(content.caption));
  return parts;
}

function player(type, source) {
  const made = element(type);
  made.controls = true;
  made.preload = "metadata";
  made.src = source;
  if (type === "audio") made.setAttribute("aria-label", word("voice"));
  return made;
}

function drawPlace(content) {
  const where = [content.name, content.address].filter(Boolean).join(", ");
  const point = `${Number(content.latitude).toFixed(5)}, ${Number(content.longitude).toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${Number(content.latitude)}&mlon=${Number(content.longitude)}#map=16/${Number(content.latitude)}/${Number(content.longitude)}`;
  return [signed("pin", element("p", where || word("place"), "words")), link(map, point)];
}

function drawTemplate(content, act, bubble) {
  const known = act.template(content.name, content.language?.code);
  const body = (content.components ?? []).find((part) => String(part.type).toLowerCase() === "body");
  const values = (body?.parameters ?? []).map((part) => part.text ?? "");
  const written = (known?.components ?? []).find((part) => part.type === "BODY")?.text;
  let turn = 0;
  const text = written ? written.replace(/\{\{\s*\w+\s*\}\}/g, () => values[turn++] ?? "") : values.join("\n");
  const titles = (known?.components ?? []).find((part) => part.type === "BUTTONS")?.buttons ?? [];
  const taps = (content.components ?? []).filter((part) => String(part.type).toLowerCase() === "button" && part.sub_type === "quick_reply");
  const buttons = taps.map((part) => {
    const payload = part.parameters?.[0]?.payload ?? "";
    const title = titles[Number(part.index)]?.text ?? payload;
    return action(title, () => act.quick(bubble, payload, title));
  });
  return [element("p", `${word("template")}: ${content.name} (${content.language?.code})`, "small"), formatted(text), ...buttons];
}

function drawUnknown(content, act, bubble) {
  return [element("p", `${word("unknown")} ${bubble.type}`, "small")];
}

const DRAWERS = {
  text: (content) => [formatted(content.body ?? "")],
  interactive: drawInteractive,
  button: (content) => [element("p", content.text, "words")],
  image: (content) => drawMedium(content, "image"),
  sticker: (content) => drawMedium(content, "sticker"),
  audio: (content) => drawMedium(content, "audio"),
  video: (content) => drawMedium(content, "video"),
  document: (content) => drawMedium(content, "document"),
  location: drawPlace,
  contacts: (content) => [signed("call", element("p", [content].flat()[0]?.phones?.[0]?.phone ?? "", "words"))],
  template: drawTemplate,
};
