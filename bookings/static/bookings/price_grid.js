// Choosing nights in the price grid: by dragging, by touching the first and the last, or with arrows and the shift key.
// What is chosen is filled into the form below, which works without any of this.
document.addEventListener("DOMContentLoaded", () => {
  const grid = document.getElementById("price-grid");
  const form = document.getElementById("price-form");
  if (!grid || !form) return;
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.cells].filter((cell) => cell.dataset.night));
  const place = new Map();
  rows.forEach((cells, y) => cells.forEach((cell, x) => place.set(cell, [y, x])));
  let anchor = null; // where the shift key extends from
  let chosen = false;
  let touched = false; // the first night was touched, the next touch says the last one
  let dragging = false;

  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-multiselectable", "true");
  grid.querySelectorAll("tr").forEach((row) => row.setAttribute("role", "row"));
  grid.querySelectorAll("thead th").forEach((cell) => cell.setAttribute("role", "columnheader"));
  grid.querySelectorAll("tbody th").forEach((cell) => cell.setAttribute("role", "rowheader"));
  place.forEach((_at, cell) => {
    cell.setAttribute("role", "gridcell");
    cell.setAttribute("aria-selected", "false");
    cell.tabIndex = -1;
  });
  rows[0][0].tabIndex = 0;
  // The cells are reached by themselves now.
  grid.parentElement.removeAttribute("tabindex");
  document.getElementById("price-hint").hidden = false;

  const between = (a, b) => [Math.min(a, b), Math.max(a, b)];
  const night = (cell) => cell.dataset.night.split("-").reverse().join("/");

  function choose(from, to) {
    [anchor, chosen] = [from, true];
    const [top, bottom] = between(place.get(from)[0], place.get(to)[0]);
    const [left, right] = between(place.get(from)[1], place.get(to)[1]);
    place.forEach(([y, x], cell) => {
      cell.setAttribute("aria-selected", String(y >= top && y <= bottom && x >= left && x <= right));
    });
    fill(rows.slice(top, bottom + 1).map((cells) => cells[0].parentElement), rows[top][left], rows[top][right]);
  }

  function fill(those, first, last) {
    form.elements.first_night.value = first.dataset.night;
    form.elements.last_night.value = last.dataset.night;
    const plans = new Set(those.map((row) => row.dataset.plan));
    form.querySelectorAll('input[name="plan"]').forEach((box) => (box.checked = plans.has(box.value)));
    const count = place.get(last)[1] - place.get(first)[1] + 1;
    const words = grid.dataset;
    const name = those.length > 1 ? words.rows.replace("{n}", those.length) : those[0].cells[0].firstChild.textContent.trim();
    document.getElementById("price-chosen").textContent = (count > 1 ? words.many : words.one)
      .replace("{row}", name).replace("{n}", count).replace("{first}", night(first)).replace("{last}", night(last));
  }

  function forget() {
    [anchor, chosen, touched] = [null, false, false];
    place.forEach((_at, cell) => cell.setAttribute("aria-selected", "false"));
    form.querySelectorAll('input[name="plan"]').forEach((box) => (box.checked = false));
    document.getElementById("price-chosen").textContent = grid.dataset.none;
  }

  function go(cell) {
    grid.querySelectorAll('td[tabindex="0"]').forEach((other) => (other.tabIndex = -1));
    cell.tabIndex = 0;
    cell.focus();
  }

  grid.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("td[role]");
    if (!cell || event.pointerType === "touch" || event.button !== 0) return;
    event.preventDefault();
    dragging = true;
    go(cell);
    choose(event.shiftKey && anchor ? anchor : cell, cell);
  });
  grid.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("td[role]");
    if (dragging && cell) choose(anchor, cell);
  });
  document.addEventListener("pointerup", () => (dragging = false));
  // A finger that drags scrolls; so the first touch begins and the second ends.
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td[role]");
    if (!cell || event.pointerType !== "touch") return;
    go(cell);
    choose(touched ? anchor : cell, cell);
    touched = !touched;
  });

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[role]");
    if (!cell) return;
    const [y, x] = place.get(cell);
    let next = null;
    if (STEPS[event.key]) next = rows[y + STEPS[event.key][0]]?.[x + STEPS[event.key][1]];
    else if (event.key === "Home") next = rows[y][0];
    else if (event.key === "End") next = rows[y][rows[y].length - 1];
    else if (event.key === " ") next = cell;
    else if (event.key === "Escape") forget();
    else if (event.key === "Enter") {
      if (!chosen) choose(cell, cell);
      form.elements.price.focus();
    } else return;
    event.preventDefault();
    if (!next) return;
    go(next);
    if (event.shiftKey) choose(anchor || cell, next);
    else if (event.key === " ") choose(next, next);
    else [anchor, touched] = [null, false];
  });
});
