// A sheet from below with choices: rows of a list, what can be attached, what can be done with a message.

import { element, sign } from "./bubbles.js";

const dialog = document.getElementById("sheet");

// Sections are {title, rows: [{title, description, icon, value}]}. Returns the value chosen, or null.
export function choose(title, sections) {
  dialog.querySelector("h2").textContent = title;
  const values = [];
  const groups = sections.map((section) => group(section, values));
  dialog.querySelector(".choices").replaceChildren(...groups);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(values[dialog.returnValue === "" ? -1 : Number(dialog.returnValue)] ?? null), { once: true });
  });
}

function group(section, values) {
  const box = document.createElement("section");
  if (section.title) {
    box.append(element("h3", section.title));
  }
  for (const row of section.rows) {
    const button = document.createElement("button");
    button.value = String(values.push(row.value) - 1);
    const title = element("strong", row.title);
    if (row.icon) title.prepend(sign(row.icon), " ");
    button.append(title);
    if (row.description) {
      button.append(element("small", row.description));
    }
    box.append(button);
  }
  return box;
}
