// The reservation calendar: dialogs, keyboard, choosing nights, dragging. Without it the page is a table with links.
(() => {
  const frame = document.getElementById("plan");
  if (!frame) return;
  const dialog = document.getElementById("plan-dialog");
  const HEADERS = { "X-Requested-With": "fetch" };
  const LONG_PRESS = 450, SLIP = 8, EDGE = 10, TOLD_FOR = 12000;
  document.documentElement.classList.add("is-scripted");

  // --- Days ----------------------------------------------------------------------------------------------------------
  const addDays = (iso, days) => {
    const day = new Date(`${iso}T00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return day.toISOString().slice(0, 10);
  };
  const apart = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
  const spoken = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", timeZone: "UTC" });
  const say = (iso) => spoken.format(new Date(`${iso}T00:00Z`));

  // --- The grid as rows of links, one for each night ------------------------------------------------------------------
  let days = [], heads = [], rows = [], places = new Map();
  const read = () => {
    heads = [...frame.querySelectorAll("th[data-day]")];
    days = heads.map((head) => head.dataset.day);
    places = new Map();
    rows = [...frame.querySelectorAll("tr[data-unit]")].map((row, number) => {
      const links = [];
      for (const cell of row.querySelectorAll("td")) {
        const link = cell.querySelector("a");
        if (link) places.set(link, { row: number, column: links.length });
        for (let night = 0; night < cell.colSpan; night++) links.push(link);
      }
      return { row, links };
    });
    frame.querySelector("table").setAttribute("role", "grid");
    for (const link of places.keys()) link.tabIndex = -1;
    const first = places.keys().next().value;
    if (first) first.tabIndex = 0;
  };
  const rowOf = (link) => link.closest("tr");
  const isFree = (link) => link && !link.dataset.stay;

  // --- Keyboard: one stop of the tabulator, arrows within --------------------------------------------------------------
  let column = 0, chosen = [];
  const focus = (link) => {
    frame.querySelectorAll('a[tabindex="0"]').forEach((other) => (other.tabIndex = -1));
    link.tabIndex = 0;
    link.focus();
  };
  const next = (number, from, step) => {
    const { links } = rows[number];
    for (let at = from; at >= 0 && at < links.length; at += step)
      if (links[at] && links[at] !== links[from - step]) return { link: links[at], at };
    return null;
  };
  const beside = (number, at) => {
    // The nearest night of a row in which something can be done.
    const links = rows[number].links;
    for (let off = 0; off < links.length; off++)
      for (const place of [at - off, at + off]) if (links[place]) return { link: links[place], at: place };
    return null;
  };
  const upOrDown = (number, step) => {
    for (let row = number + step; row >= 0 && row < rows.length; row += step) {
      const found = beside(row, column);
      if (found) return { link: found.link, at: column };
    }
    return null;
  };
  const target = (key, place, link) => {
    const { links } = rows[place.row];
    const last = links.lastIndexOf(link);
    if (key === "ArrowRight") return next(place.row, last + 1, 1);
    if (key === "ArrowLeft") return next(place.row, place.column - 1, -1);
    if (key === "ArrowDown") return upOrDown(place.row, 1);
    if (key === "ArrowUp") return upOrDown(place.row, -1);
    if (key === "Home") return beside(place.row, 0);
    if (key === "End") return beside(place.row, links.length - 1);
    return null;
  };
  frame.addEventListener("focusin", ({ target: link }) => {
    const place = places.get(link);
    if (place && !(link.dataset.stay && column >= place.column && rows[place.row].links[column] === link)) column = place.column;
  });
  frame.addEventListener("keydown", (event) => {
    const link = event.target, place = places.get(link);
    if (!place) return;
    if (event.key === "Escape") return choose([]);
    if (event.shiftKey && ["ArrowRight", "ArrowLeft"].includes(event.key) && isFree(link)) {
      event.preventDefault();
      const near = rows[place.row].links[place.column + (event.key === "ArrowRight" ? 1 : -1)];
      if (!isFree(near)) return;
      if (!chosen.length) choose([link]);
      choose(between(chosen[0], near));
      return focus(near);
    }
    if (event.key === "Enter" && chosen.length) {
      event.preventDefault();
      return openChosen();
    }
    const found = target(event.key, place, link);
    if (!found) return;
    event.preventDefault();
    choose([]);
    focus(found.link);
    column = found.at;
  });

  // --- Choosing nights -------------------------------------------------------------------------------------------------
  const choose = (links) => {
    chosen.forEach((link) => link.classList.remove("is-chosen"));
    chosen = links;
    chosen.forEach((link) => link.classList.add("is-chosen"));
  };
  // The free nights from one to another of the same row; the first one stays first, whichever way it goes.
  const between = (from, to) => {
    const a = places.get(from), b = places.get(to), step = b.column < a.column ? -1 : 1;
    const found = [];
    for (let at = a.column; ; at += step) {
      const link = rows[a.row].links[at];
      if (!isFree(link)) break;
      found.push(link);
      if (at === b.column) break;
    }
    return found;
  };
  const openChosen = () => {
    const columns = chosen.map((link) => places.get(link).column);
    const url = new URL(chosen[0].href);
    url.searchParams.set("check_in", days[Math.min(...columns)]);
    url.searchParams.set("check_out", addDays(days[Math.max(...columns)], 1));
    choose([]);
    open(url);
  };

  // --- Asking the server -----------------------------------------------------------------------------------------------
  const ask = async (url, options = {}) => {
    const answer = await fetch(url, { headers: HEADERS, ...options });
    // Logged out meanwhile, or somewhere else: the page itself says so.
    if (answer.redirected) location.reload();
    return answer;
  };
  const told = async (url, body) => {
    try {
      const answer = await ask(url, { method: "POST", body });
      return { ok: answer.ok, ...(await answer.json()) };
    } catch {
      return { ok: false, message: frame.dataset.nothing, fields: {} };
    }
  };
  const withToken = (values) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    body.set("csrfmiddlewaretoken", frame.querySelector("[name=csrfmiddlewaretoken]").value);
    return body;
  };
  const renew = async () => {
    const held = document.activeElement?.closest?.("#plan a"), place = held && places.get(held), at = column;
    const answer = await ask(`?${frame.dataset.query}`);
    if (!answer.ok) return;
    frame.querySelector("table").outerHTML = await answer.text();
    read();
    if (place) {
      const found = beside(Math.min(place.row, rows.length - 1), at);
      if (found) focus(found.link);
    }
  };

  // --- Saying what happened --------------------------------------------------------------------------------------------
  let timer = 0;
  const tell = (id, words, undo) => {
    const box = document.getElementById(id);
    for (const other of document.querySelectorAll(".plan-told")) other.replaceChildren();
    clearTimeout(timer);
    const line = document.createElement("div"), text = document.createElement("span");
    text.textContent = words;
    line.append(text);
    if (undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = frame.dataset.undo;
      button.addEventListener("click", () => move(undo.url, undo.values, null));
      line.append(button);
    }
    box.append(line);
    timer = setTimeout(() => line.remove(), TOLD_FOR);
  };

  // --- Dialogs ---------------------------------------------------------------------------------------------------------
  const open = async (url) => {
    const answer = await ask(url).catch(() => null);
    if (!answer?.ok) return tell("plan-refused", frame.dataset.nothing);
    fill(await answer.text());
  };
  const fill = (html) => {
    dialog.innerHTML = html;
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[name=guest_name]:not([value])") ?? dialog.querySelector("a, input:not([type=hidden]), button"))?.focus();
  };
  const showErrors = (form, answer) => {
    const places = new Map([...dialog.querySelectorAll("[data-for]")].map((place) => [place.dataset.for, place]));
    for (const place of form.querySelectorAll("[data-for]")) places.set(place.dataset.for, place);
    places.forEach((place) => (place.textContent = ""));
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    let first = null;
    for (const [name, words] of Object.entries(answer.fields ?? {})) {
      const place = form.querySelector(`[data-for="${CSS.escape(name)}"]`), field = form.elements[name];
      if (!place) continue;
      place.textContent = words;
      if (field instanceof Element) field.setAttribute("aria-invalid", "true");
      first ??= field;
    }
    if (!first || !Object.values(answer.fields).includes(answer.message)) places.get("")?.replaceChildren(answer.message);
    first?.focus?.();
  };
  // A question with two answers, in the same dialog.
  const sure = (words) =>
    new Promise((settle) => {
      const text = document.createElement("p"), buttons = document.createElement("div");
      text.id = "plan-dialog-title";
      text.textContent = words;
      buttons.className = "plan-buttons";
      for (const [word, style, value] of [[frame.dataset.yes, "desk-primary", true], [frame.dataset.no, "desk-button", false]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = style;
        button.textContent = word;
        button.addEventListener("click", () => {
          dialog.removeEventListener("close", no);
          dialog.close();
          settle(value);
        });
        buttons.append(button);
      }
      const no = () => settle(false);
      dialog.replaceChildren(text, buttons);
      if (!dialog.open) dialog.showModal();
      dialog.addEventListener("close", no, { once: true });
      buttons.firstChild.focus();
    });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) return;
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    let answer = await told(form.action, new FormData(form));
    delete form.dataset.busy;
    button?.removeAttribute("aria-disabled");
    if (answer.code === "price_changes") {
      const values = Object.fromEntries(new FormData(form));
      if (!(await sure(answer.message))) return;
      return move(form.action, { ...values, sure: "1" }, null);
    }
    if (!answer.ok) return showErrors(form, answer);
    dialog.close();
    tell("plan-told", answer.message, answer.undo);
    await renew();
  });
  let waiting = 0, asked = 0;
  dialog.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-price]");
    if (!form) return;
    const { name } = event.target, { check_in: first, check_out: last } = form.elements;
    if (name === "check_in" && first.value && last.value <= first.value) last.value = addDays(first.value, 1);
    if (!["unit", "check_in", "check_out", "adults", "children"].includes(name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const number = ++asked, values = new URLSearchParams();
      for (const field of ["unit", "check_in", "check_out", "adults", "children"]) values.set(field, form.elements[field].value);
      const answer = await ask(`${form.dataset.price}?${values}`).catch(() => null);
      if (answer?.ok && number === asked) form.querySelector(".plan-price").innerHTML = await answer.text();
    }, 250);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (!link.matches("[data-dialog]") && !places.has(link)) return;
    event.preventDefault();
    if (isFree(link) && places.has(link)) {
      choose([link]);
      return openChosen();
    }
    open(link.href);
  });
  document.querySelector("form[data-at-once]")?.addEventListener("change", ({ target: field }) => {
    if (field.value || field.name === "type") field.form.requestSubmit();
  });

  // --- Moving ----------------------------------------------------------------------------------------------------------
  const move = async (url, values, link) => {
    let answer = await told(url, withToken(values));
    if (answer.code === "price_changes" && (await sure(answer.message))) answer = await told(url, withToken({ ...values, sure: "1" }));
    else if (answer.code === "price_changes") answer.message = "";
    if (answer.ok) {
      tell("plan-told", answer.message, answer.undo);
      return renew();
    }
    if (answer.message) tell("plan-refused", answer.message);
    sendBack(link);
  };
  const sendBack = (link) => {
    if (!link) return;
    link.classList.add("is-sent-back");
    setTimeout(() => link.classList.remove("is-sent-back"), 1500);
  };

  // --- Dragging --------------------------------------------------------------------------------------------------------
  // A press becomes a drag by moving a mouse, or by keeping a finger still: a finger that moves scrolls.
  let press = null;
  const columnAt = (x) => {
    const at = heads.findIndex((head) => x < head.getBoundingClientRect().right);
    return at < 0 ? heads.length - 1 : at;
  };
  const rowAt = (y, fallback) => {
    const names = frame.querySelector("thead").getBoundingClientRect().bottom;
    const found = rows.find(({ row }) => y >= row.getBoundingClientRect().top && y < row.getBoundingClientRect().bottom);
    return found && y > names ? found.row : fallback;
  };
  const modeOf = (link, x) => {
    const box = link.getBoundingClientRect(), edge = Math.min(EDGE, box.width / 4);
    if (x > box.right - edge && !link.classList.contains("is-cut-after")) return "end";
    if (x < box.left + edge && !link.classList.contains("is-cut-before") && link.dataset.moves !== "checked_in") return "start";
    return "whole";
  };
  // What the stay becomes if it is let go at this point.
  const wanted = ({ link, mode, column: grabbed, row }, x, y) => {
    const by = columnAt(x) - grabbed, { in: first, out: last } = link.dataset;
    if (mode === "start") return { row, first: apart(addDays(first, by), last) > 0 ? addDays(first, by) : addDays(last, -1), last };
    if (mode === "end") return { row, first, last: apart(first, addDays(last, by)) > 0 ? addDays(last, by) : addDays(first, 1) };
    return { row: rowAt(y, row), first: addDays(first, by), last: addDays(last, by) };
  };
  const begin = () => {
    clearTimeout(press.timer);
    press.isDrag = true;
    document.documentElement.classList.add("is-dragging");
    if (isFree(press.link)) return choose([press.link]);
    press.link.classList.add("is-lifted");
    press.landing = frame.appendChild(document.createElement("div"));
    press.landing.className = "plan-landing";
    press.landing.appendChild(document.createElement("span"));
    show();
  };
  const show = () => {
    if (isFree(press.link)) {
      const place = places.get(press.link), to = rows[place.row].links[columnAt(press.x)];
      if (isFree(to)) choose(between(press.link, to));
      return;
    }
    const { row, first, last } = (press.wanted = wanted(press, press.x, press.y));
    const outer = frame.getBoundingClientRect(), box = row.getBoundingClientRect();
    const from = Math.max(apart(days[0], first), 0), to = Math.min(apart(days[0], last), days.length) - 1;
    if (to < 0 || from >= days.length) return;
    const left = heads[from].getBoundingClientRect().left, right = heads[to].getBoundingClientRect().right;
    const y = box.top - outer.top + frame.scrollTop - frame.clientTop, x = left - outer.left + frame.scrollLeft - frame.clientLeft;
    Object.assign(press.landing.style, { left: `${x}px`, top: `${y}px`, width: `${right - left}px`, height: `${box.height}px` });
    press.landing.firstChild.textContent = `${frame.dataset.moving} ${row.dataset.name}, ${say(first)} – ${say(last)}`;
  };
  const scroll = () => {
    if (!press?.isDrag) return;
    const box = frame.getBoundingClientRect(), near = 36;
    const dx = press.x > box.right - near ? 12 : press.x < box.left + near ? -12 : 0;
    const dy = press.y > box.bottom - near ? 12 : press.y < box.top + near ? -12 : 0;
    if (dx || dy) {
      frame.scrollBy(dx, dy);
      show();
    }
    requestAnimationFrame(scroll);
  };
  const end = () => {
    if (!press) return;
    clearTimeout(press.timer);
    press.landing?.remove();
    press.link.classList.remove("is-lifted");
    document.documentElement.classList.remove("is-dragging");
    press = null;
  };
  const drop = () => {
    const { link, wanted: to, row } = press;
    end();
    if (isFree(link)) return openChosen();
    if (!to || (to.row === row && to.first === link.dataset.in && to.last === link.dataset.out)) return;
    move(`${link.href}mover/`, { unit: to.row.dataset.unit, check_in: to.first, check_out: to.last }, link);
  };
  frame.addEventListener("pointerdown", (event) => {
    const link = event.target.closest("a");
    if (event.button || !places.has(link) || (link.dataset.stay && !link.dataset.moves)) return;
    const { clientX: x, clientY: y, pointerId: id, pointerType: kind } = event;
    press = { link, x, y, id, from: { x, y }, isTouch: kind === "touch", row: rowOf(link), column: columnAt(x), mode: link.dataset.stay ? modeOf(link, x) : "" };
    if (press.isTouch) press.timer = setTimeout(() => (begin(), scroll(), navigator.vibrate?.(20)), LONG_PRESS);
  });
  document.addEventListener("pointermove", (event) => {
    if (!press || event.pointerId !== press.id) return;
    press.x = event.clientX;
    press.y = event.clientY;
    const moved = Math.hypot(press.x - press.from.x, press.y - press.from.y) > SLIP;
    if (press.isDrag) return show();
    if (!moved) return;
    if (press.isTouch) return end();
    begin();
    scroll();
  });
  let ended = -Infinity;
  document.addEventListener("pointerup", (event) => {
    if (!press || event.pointerId !== press.id) return;
    if (!press.isDrag) return end();
    ended = event.timeStamp;
    drop();
  });
  document.addEventListener("pointercancel", () => (choose([]), end()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && press?.isDrag) (choose([]), end());
  });
  // The click that follows a drag means nothing more.
  frame.addEventListener("click", (event) => {
    if (event.timeStamp - ended > 300) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  frame.addEventListener("touchmove", (event) => press?.isDrag && event.preventDefault(), { passive: false });
  frame.addEventListener("contextmenu", (event) => press?.isTouch && event.preventDefault());
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("pointermove", (event) => {
    const link = event.target.closest?.("[data-moves]");
    if (link && !press) link.style.cursor = modeOf(link, event.clientX) === "whole" ? "" : "ew-resize";
  });

  // Somebody else may have been at it while this page lay behind another.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !dialog.open && !press) renew();
  });
  read();
})();
