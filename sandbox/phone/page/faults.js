// The panel of faults: every dial that a person may want to turn, and what the sandbox is doing.

import { element } from "./bubbles.js";
import { getSettings, getState, setSettings } from "./server.js";
import { word } from "./words.js";

const SHARES = [[0, "0 %"], [0.05, "5 %"], [0.25, "25 %"], [1, "100 %"]];
const TIMES = { delay_status_ms: [[30, "0 s"], [2000, "2 s"], [10000, "10 s"]], latency_ms: [[0, "0 s"], [500, "½ s"], [5000, "5 s"]] };
const SHARED = ["duplicate", "reorder", "drop_status", "error_5xx", "html", "timeout_after_accept", "timeout_before_accept"];
const SWITCHES = ["pair_limit", "statuses"];
const BUTTONS = { next_131056: { next_codes: [131056] }, jump: { jump_hours: 24 }, reset: { reset: true } };

const form = document.getElementById("dials");
const state = document.getElementById("state");

export async function showFaults() {
  for (const name of SHARED) form.append(selection(name, SHARES));
  for (const [name, times] of Object.entries(TIMES)) form.append(selection(name, times));
  for (const name of SWITCHES) form.append(checkbox(name));
  const actions = element("p", undefined, "actions");
  for (const [name, dials] of Object.entries(BUTTONS)) actions.append(button(name, dials));
  form.append(actions);
  form.addEventListener("submit", (event) => event.preventDefault());
  show(await getSettings());
}

export async function showState() {
  const { sends, pending, answers, numbers } = await getState();
  const heard = Object.entries(answers).map(([status, times]) => `${status}: ${times}`).join(", ") || word("none");
  const rows = { sends, pending, answers: heard, clock: `${form.dataset.hours ?? 0} ${word("hours")}` };
  state.replaceChildren(...Object.entries(rows).flatMap(([name, value]) => [element("dt", word(name)), element("dd", value)]));
  return numbers;
}

function show(dials) {
  for (const control of form.elements) {
    if (!(control.name in dials)) continue;
    if (control.type === "checkbox") control.checked = dials[control.name];
    else showValue(control, dials[control.name]);
  }
  form.dataset.hours = dials.clock_hours;
}

// A dial can be turned elsewhere to a value that is not among ours.
function showValue(control, value) {
  const known = [...control.options].some((option) => Number(option.value) === value);
  if (!known) control.append(new Option(String(value), String(value)));
  control.value = String(value);
}

async function turn(dials) {
  show(await setSettings(dials));
  await showState();
}

function selection(name, values) {
  const label = element("label", word(name));
  const control = element("select");
  control.name = name;
  control.append(...values.map(([value, text]) => new Option(text, String(value))));
  control.addEventListener("change", () => turn({ [name]: Number(control.value) }));
  label.append(control);
  return label;
}

function checkbox(name) {
  const label = element("label", undefined, "line");
  const control = Object.assign(element("input"), { type: "checkbox", name });
  control.addEventListener("change", () => turn({ [name]: control.checked }));
  label.append(control, element("span", word(name)));
  return label;
}

function button(name, dials) {
  const made = Object.assign(element("button", word(name)), { type: "button" });
  made.dataset.dial = name;
  made.addEventListener("click", () => turn(dials));
  return made;
}
