// Who it is: the guest's stays, what they owe, what is kept for how long, and the pages about all that.
import { ask, facts, link, make, open, part, plainDay, refuse, say, since, span } from "./base.js";

const place = part("guest");
let shown = null, askedAt = 0;

const money = (amount, currency) => new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency }).format(Number(amount));
const fact = (label, value) => value && make("div", {}, make("dt", {}, label), make("dd", {}, value));
const languages = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
const languageName = (code) => code && (languages.of(code) || code);
const page = (address, text) => address && make("a", { href: address, class: "link" }, text);

const booking = (it) => {
  const left = it.hold_expires_at ? -since(it.hold_expires_at) : 0;
  const address = link("booking", it.id);
  return make("li", { class: "inbox-booking" },
    make("h4", {}, address ? make("a", { href: address, class: "link" }, it.code) : it.code),
    make("ul", {}, it.stays.map((stay) => make("li", {}, make("strong", {}, stay.unit), ` · ${plainDay(stay.check_in)} – ${plainDay(stay.check_out)} · ${stay.status_words}`))),
    it.hold_expires_at && make("p", { class: left < 3600000 ? "is-late" : "" }, left > 0 ? say("guest.expires", { time: span(left) }) : say("guest.expired")),
    make("dl", { class: "inbox-facts" }, fact(say("guest.total"), money(it.total, it.currency)), fact(say("guest.due"), money(it.due, it.currency))),
    facts.addresses.calendar && it.stays.length && page(`${facts.addresses.calendar}?from=${it.stays[0].check_in}`, say("guest.calendar")));
};
export const draw = () => {
  if (!shown || !open.talk) return;
  const { guest, bookings } = shown, talk = open.talk;
  const hold = facts.addresses.hold && `${facts.addresses.hold}?${new URLSearchParams({ guest_name: guest.name, phone: talk.phone.startsWith("+") ? talk.phone : "" })}`;
  place.replaceChildren(...[
    make("h2", { class: "inbox-guest-name" }, guest.name || talk.phone),
    make("dl", { class: "inbox-facts" }, fact(say("guest.phone"), talk.phone), fact(say("guest.language"), languageName(guest.language)), fact(say("guest.note"), guest.note), fact(say("guest.number"), talk.number)),
    make("h3", {}, say("guest.bookings")),
    bookings.length ? make("ul", { class: "inbox-bookings" }, bookings.map(booking)) : make("p", { class: "text-subtle" }, say("guest.noBookings")),
    make("ul", { class: "inbox-links" }, [page(hold, say("guest.hold")), page(link("guest", guest.id), say("guest.page")), page(link("conversation", talk.id), say("guest.plain"))].filter(Boolean).map((it) => make("li", {}, it))),
  ].filter(Boolean));
};
export const look = async () => {
  const id = open.id;
  askedAt = Date.now();
  try {
    const { told } = await ask(`/${id}/guest`);
    if (id !== open.id) return;
    shown = told;
    draw();
  } catch (error) {
    refuse(error);
  }
};
// Stays change elsewhere: what is older than a minute is asked for again.
export const refresh = () => (Date.now() - askedAt > 60000 ? look() : draw());
export const start = () => {
  shown = null;
  place.replaceChildren(make("p", { class: "text-subtle" }, say("list.loading")));
  return look();
};
