// Two phones side by side, the number they write to, and the panel of faults.

import { showFaults, showState } from "./faults.js";
import { makePhone } from "./phone.js";
import { getTemplates } from "./server.js";
import { language, translate, word } from "./words.js";

const PAUSE = 700;
const STATE_EVERY = 4;
const PLACES = [
  { name: "left", guest: { number: "5491155550001", name: "Ana", username: "", hides: false } },
  { name: "right", guest: { number: "5491155550002", name: "Bruno", username: "", hides: false } },
];

const number = document.getElementById("number");
let templates = [];

const world = {
  number: () => number.value.trim(),
  template: (name, code) => templates.find((known) => known.name === name && known.language === code),
};

function offer(numbers) {
  const options = numbers.map(({ id, name }) => new Option(name, id));
  document.getElementById("numbers").replaceChildren(...options);
  if (!number.value && numbers.length) number.value = numbers[0].id;
}

async function refreshState() {
  offer(await showState());
  ({ templates } = await getTemplates());
}

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function follow(phones) {
  for (let round = 0; ; round += 1) {
    try {
      if (round % STATE_EVERY === 0) await refreshState();
      await Promise.all(phones.map((phone) => phone.poll()));
      document.body.classList.remove("away");
    } catch {
      // The sandbox was stopped or starts again; the page waits for it.
      document.body.classList.add("away");
      for (const phone of phones) phone.say(word("no_sandbox"));
      await wait(PAUSE * 2);
    }
    await wait(document.hidden ? PAUSE * 5 : PAUSE);
  }
}

translate(document);
document.title = word("title");
document.querySelector(`.languages [lang="${language}"]`).setAttribute("aria-current", "true");
for (const choice of document.querySelectorAll(".languages a")) {
  choice.addEventListener("click", () => {
    choice.href = `?${new URLSearchParams({ lang: choice.lang, number: world.number() })}`;
  });
}
number.value = new URLSearchParams(location.search).get("number") ?? "";
document.getElementById("faults").open = window.matchMedia("(min-width: 70rem)").matches;
const phones = PLACES.map((place) => makePhone(place, world));
showFaults().catch(() => document.body.classList.add("away"));
follow(phones);
