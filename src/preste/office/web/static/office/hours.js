// The hours grid from the keyboard: moves, range, fill, paste, undo, and one save of what changed.
"use strict";
(() => {
  const table = document.getElementById("hours");
  const form = document.getElementById("save");
  const told = document.getElementById("told");
  const problems = document.getElementById("problems");
  const button = form.querySelector("button");
  const kinds = new Map([...document.querySelectorAll("#codes li")].map((li) => [li.dataset.code, li.dataset.kind]));
  // Rows of cells; a day outside the contract is null.
  const grid = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1).filter((td) => !td.dataset.total).map((td) => td.querySelector("input")));
  const place = new Map();
  grid.forEach((row, r) => row.forEach((cell, c) => cell && place.set(cell, [r, c])));
  const saved = new Map([...place.keys()].map((cell) => [cell, cell.value]));
  const undoing = [];
  let before = "";
  let anchor = null;
  let busy = false;

  const changed = () => [...place.keys()].filter((cell) => cell.value.trim() !== saved.get(cell));

  // ── reading cells and adding up, in hundredths of hours: integers only ──
  const hundredths = (text) => {
    const [whole, part = ""] = text.replace(".", ",").split(",");
    return Number(whole) * 100 + Number((part + "00").slice(0, 2));
  };
  const parts = (cell) => {
    if (!cell.value.trim()) return [];
    return cell.value.split("+").map((part) => {
      const match = /^\s*([A-Za-z]*)\s*(\d{1,2}(?:[.,]\d{1,2})?)?\s*h?\s*$/.exec(part);
      const code = match ? match[1].toUpperCase() || "W" : "";
      if (!match || !part.trim() || !kinds.has(code)) return null;
      if (kinds.get(code) === "extra" && !match[2]) return null; // overtime comes besides the schedule: it says how much
      return { code, hours: match[2] ? hundredths(match[2]) : Number(cell.dataset.h) };
    });
  };
  const [group, comma] = { fr: ["\u202f", ","], en: [",", "."] }[document.documentElement.lang] ?? [".", ","];
  const number = (value) => `${String(Math.trunc(value / 100)).replace(/\B(?=(\d{3})+$)/g, group)}${comma}${String(value % 100).padStart(2, "0")}`;
  // What it says is the page's, in the reader's language: one and many apart, N for the number.
  const says = form.dataset;
  const count = (n, one, many) => (n > 1 ? many : one).replace("N", n);
  const paint = (cell) => {
    const found = parts(cell);
    cell.dataset.kind = found.length && found[0] ? kinds.get(found[0].code) : "";
    cell.classList.toggle("changed", cell.value.trim() !== saved.get(cell));
    if (found.some((part) => part === null)) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
  };
  const addUp = (row) => {
    const sums = { work: 0, paid: 0 };
    const byCode = {};
    const add = (code, hours) => {
      byCode[code] = (byCode[code] ?? 0) + hours;
      const extra = kinds.get(code) === "extra"; // paid on lines of its own
      if (code === "W" || extra) sums.work += hours;
      if (kinds.get(code) !== "unpaid" && !extra) sums.paid += hours;
    };
    let paid = 0;
    const worked = () => { // days that are paid count for occasional work
      if (sums.paid > paid) byCode.j = (byCode.j ?? 0) + 100;
      paid = sums.paid;
    };
    for (const cell of row.filter(Boolean)) {
      worked();
      if (cell.dataset.sick && !("free" in cell.closest("tr").dataset)) { // an incapacity gives the day its codes
        cell.dataset.sick.split(" ").forEach((part) => add(part.split(":")[0], Number(part.split(":")[1])));
        continue;
      }
      let rest = Number(cell.dataset.h);
      for (const part of parts(cell)) if (part) { add(part.code, part.hours); if (kinds.get(part.code) !== "extra") rest -= part.hours; }
      if (rest > 0) add("holiday" in cell.dataset ? "F" : "W", rest);
    }
    worked();
    const tr = row.find(Boolean)?.closest("tr");
    for (const name of tr ? Object.keys(sums) : []) tr.querySelector(`[data-total=${name}]`).textContent = number(sums[name]);
    const left = tr?.querySelector("[data-room], [data-quotas]"); // what the contingent still covers, live
    if (!left) return;
    const counts = left.dataset.room ? [{ name: "", rest: Number(left.dataset.room) - sums.paid }] : [];
    counts.push(...overtime(left.dataset.quotas ?? "", byCode));
    const least = counts.reduce((one, other) => (one && one.rest <= other.rest ? one : other), null);
    left.textContent = least ? least.name + signed(least.rest) : "";
    left.classList.toggle("over", Boolean(least && least.rest < 0));
    if (least && least.rest < 0) over.set(tr, least.name.trim());
    else over.delete(tr);
  };
  // What is left of each quota of overtime that a row uses; rest that is taken makes room for hours to recover.
  const overtime = (quotas, byCode) => quotas.split(";").filter(Boolean).flatMap((quota) => {
    const [codes, room, gives] = quota.split(":").map((part) => part.split(","));
    const used = codes.filter((code) => byCode[code]);
    const sum = (list) => list.reduce((total, code) => total + (byCode[code] ?? 0), 0);
    return used.length ? [{ name: `${used[0]} `, rest: Number(room) - sum(codes) + sum(gives) }] : [];
  });
  const signed = (value) => (value < 0 ? `\u2212${number(-value)}` : number(value));
  const over = new Map(); // rows whose contingent is exceeded by what is typed, with the code of overtime
  const tell = (text) => {
    const n = changed().length;
    button.disabled = busy || !n;
    const codes = [...new Set(over.values())].filter(Boolean).join(", ");
    const beyond = n && over.size ? ` ${says.over}${codes && ` (${codes})`}` : "";
    told.textContent = text || (n ? count(n, says.change, says.changes) + beyond : says.none);
  };
  const refresh = (cells) => {
    cells.forEach(paint);
    new Set(cells.map((cell) => place.get(cell)[0])).forEach((r) => addUp(grid[r]));
    tell();
  };

  // ── writing, always so that it can be undone ──
  const write = (pairs) => {
    const real = pairs.filter(([cell, value]) => cell.value !== value);
    if (!real.length) return;
    undoing.push(real.map(([cell]) => [cell, cell.value]));
    real.forEach(([cell, value]) => { cell.value = value; });
    refresh(real.map(([cell]) => cell));
  };
  const settle = (cell) => {
    if (cell.value === before) return;
    undoing.push([[cell, before]]);
    before = cell.value = cell.value.trim().toUpperCase().replace(/H$/, "").replace(/\s*\+\s*/g, " + ");
    refresh([cell]);
  };
  const undo = () => {
    const last = undoing.pop();
    if (!last) return;
    last.forEach(([cell, value]) => { cell.value = value; });
    before = document.activeElement?.value ?? "";
    refresh(last.map(([cell]) => cell));
  };

  // ── moving and picking a range ──
  const pick = (to) => {
    table.querySelectorAll(".picked").forEach((cell) => cell.classList.remove("picked"));
    if (anchor && to && anchor !== to) range(to).flat().forEach((cell) => cell?.classList.add("picked"));
  };
  const range = (to) => {
    const [[r1, c1], [r2, c2]] = [place.get(anchor ?? to), place.get(to)];
    const rows = grid.slice(Math.min(r1, r2), Math.max(r1, r2) + 1);
    return rows.map((row) => row.slice(Math.min(c1, c2), Math.max(c1, c2) + 1));
  };
  const move = (cell, dr, dc, extend) => {
    let [r, c] = place.get(cell);
    let to = null;
    do { r += dr; c += dc; to = grid[r]?.[c]; } while (to === null && grid[r] && c >= 0 && c < grid[r].length);
    if (!to) return;
    const from = anchor;
    to.focus();
    anchor = extend ? from : to;
    pick(to);
  };
  // A day without schedule is left alone when a range is filled, unless the contract has no schedule at all.
  const fillable = (cell) => cell && (cell.dataset.h !== "0" || "free" in cell.closest("tr").dataset);
  const fill = (cell, down) => {
    settle(cell);
    const block = range(cell);
    const several = down ? block.length > 1 : block[0].length > 1;
    const [r, c] = place.get(cell);
    if (!several) {
      const source = down ? grid[r - 1]?.[c] : grid[r][c - 1];
      if (source && fillable(cell)) write([[cell, source.value]]);
    } else {
      const pairs = block.flatMap((row) => row.map((one, i) => [one, (down ? block[0][i] : row[0])?.value]));
      write(pairs.filter(([one, value]) => fillable(one) && value !== undefined));
    }
    before = cell.value;
    cell.select();
  };

  table.addEventListener("focusin", ({ target }) => {
    if (!place.has(target)) return;
    before = target.value;
    anchor = target;
    pick(target);
    target.select();
  });
  table.addEventListener("focusout", ({ target }) => { if (place.has(target)) settle(target); });
  table.addEventListener("input", ({ target }) => { if (place.has(target)) { events.delete(target); refresh([target]); } });
  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!place.has(cell)) return;
    const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const atStart = whole || (cell.selectionStart === 0 && cell.selectionEnd === 0);
    const atEnd = whole || (cell.selectionStart === cell.value.length);
    const shift = event.shiftKey;
    const command = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    const acts = command
      ? { z: () => { settle(cell); undo(); }, d: () => fill(cell, true), r: () => fill(cell, false), s: save }[letter]
      : {
          ArrowUp: () => move(cell, -1, 0, shift),
          ArrowDown: () => move(cell, 1, 0, shift),
          Enter: () => move(cell, shift ? -1 : 1, 0, false),
          ArrowLeft: atStart && (() => move(cell, 0, -1, shift)),
          ArrowRight: atEnd && (() => move(cell, 0, 1, shift)),
          Escape: () => {
            if (cell.value === before && !table.querySelector(".picked")) return document.getElementById("main").focus();
            cell.value = before;
            refresh([cell]);
            cell.select();
            anchor = cell;
            pick(cell);
          },
          Delete: table.querySelector(".picked") && (() => { settle(cell); write(range(cell).flat().filter(Boolean).map((one) => [one, ""])); before = cell.value; }),
        }[event.key];
    if (!acts) return;
    event.preventDefault();
    acts();
  });
  table.addEventListener("copy", (event) => {
    if (!table.querySelector(".picked")) return;
    const text = range(event.target).map((row) => row.map((cell) => cell?.value ?? "").join("\t")).join("\n");
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!place.has(event.target) || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    settle(event.target);
    const [r, c] = place.get(event.target);
    const pairs = text.split("\n").flatMap((line, i) => line.split("\t").map((value, j) => [grid[r + i]?.[c + j], value.trim().toUpperCase().slice(0, 60)]));
    write(pairs.filter(([cell]) => cell));
    before = event.target.value;
    event.target.select();
  });

  // ── saving: changed cells only; all of them, or none ──
  const explain = (errors) => {
    problems.replaceChildren();
    problems.hidden = !errors.length;
    errors.forEach(({ contract, date, message }, i) => {
      const cell = table.querySelector(`tr[data-contract="${CSS.escape(contract)}"] input[data-date="${CSS.escape(date)}"]`);
      const item = document.createElement("li");
      const mark = document.createElement("span");
      mark.className = "mark";
      mark.textContent = `✕ ${says.wrong}`;
      const text = document.createElement("span");
      text.id = `problem-${i}`;
      text.textContent = `${cell ? cell.getAttribute("aria-label") : date} : ${message}`;
      item.append(mark, text);
      problems.append(item);
      if (!cell) return;
      cell.setAttribute("aria-invalid", "true");
      cell.setAttribute("aria-describedby", text.id);
      cell.title = message;
      events.delete(cell); // what was refused is asked anew
      if (i === 0) cell.focus();
    });
  };
  // ── what an absence or a leave is for: asked cell by cell, then all is sent again ──
  const dialog = document.getElementById("ask");
  const events = new Map();
  let again = [];
  const ask = () => {
    const next = again.shift();
    if (!next) return save();
    const { cell, options, message } = next;
    const list = document.getElementById("ask-event");
    list.replaceChildren(...options.map((one) => new Option(one.text, `${one.event} ${one.date}`)));
    // a known event is proposed, a new one among several is chosen, never taken because it comes first
    if (options.length > 1 && !options[0].date) list.prepend(new Option(list.dataset.choose, "", true, true));
    document.getElementById("ask-cell").textContent = `${cell.getAttribute("aria-label")} : ${message}`;
    document.querySelector("label[for=ask-date]").textContent = next.when;
    document.getElementById("ask-date").value = next.day;
    const when = () => {
      const known = list.value.split(" ")[1];
      document.getElementById("ask-when").hidden = Boolean(known);
      document.getElementById("ask-date").disabled = Boolean(known);
    };
    list.onchange = when;
    when();
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue !== "ok") { again = []; cell.focus(); return; }
      const [event, known] = list.value.split(" ");
      events.set(cell, { event, event_date: known || document.getElementById("ask-date").value });
      ask();
    };
    dialog.showModal();
    return undefined;
  };
  const cellOf = ({ contract, date }) =>
    table.querySelector(`tr[data-contract="${CSS.escape(contract)}"] input[data-date="${CSS.escape(date)}"]`);
  const askAll = (errors) => {
    again = errors.filter((one) => one.options).map((one) => ({ ...one, cell: cellOf(one) })).filter((one) => one.cell);
    if (again.length && again.length === errors.length) ask();
  };
  const accept = (rows, cells) => {
    cells.forEach((cell) => events.delete(cell));
    cells.forEach((cell) => saved.set(cell, cell.value.trim()));
    for (const { contract, room, quotas, cells: days } of rows) {
      const tr = table.querySelector(`tr[data-contract="${CSS.escape(contract)}"]`);
      const left = tr?.querySelector("[data-room], [data-quotas]");
      if (left && room !== null) left.dataset.room = room;
      if (left) left.dataset.quotas = quotas;
      for (const cell of tr ? tr.querySelectorAll("input") : []) {
        const day = days[cell.dataset.date];
        if (!day || (cell.value.trim() !== saved.get(cell))) continue;
        cell.value = day.text;
        saved.set(cell, day.text);
        cell.removeAttribute("aria-describedby");
        cell.title = day.event;
      }
    }
    undoing.length = 0;
    before = document.activeElement?.value ?? "";
    refresh([...place.keys()]);
  };
  const beyond = document.getElementById("beyond");
  const confirmBeyond = (found) => {
    document.getElementById("beyond-list").replaceChildren(...found.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    beyond.returnValue = "";
    beyond.onclose = () => { if (beyond.returnValue === "ok") save(true); };
    beyond.showModal();
  };
  async function save(confirmed = false) {
    if (place.has(document.activeElement)) settle(document.activeElement);
    const cells = changed();
    if (busy || !cells.length) return;
    busy = true;
    tell(says.saving);
    const body = { confirmed: confirmed === true, cells: cells.map((cell) => ({ contract: cell.closest("tr").dataset.contract, date: cell.dataset.date, text: cell.value, ...(events.get(cell) ?? {}) })) };
    let text = "";
    let asked = [];
    let exceeded = [];
    try {
      const answer = await fetch(location.pathname + location.search, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify(body),
      });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      const found = isJson ? await answer.json() : { message: says.refused };
      if (answer.ok && isJson) {
        accept(found.rows, cells);
        explain([]);
        text = count(found.changed, says.saved, says.savedMany);
      } else {
        explain(found.errors ?? []);
        text = found.message;
        asked = found.errors ?? [];
        exceeded = found.confirm ?? [];
      }
    } catch {
      text = says.silent;
    }
    busy = false;
    tell(text);
    askAll(asked);
    if (exceeded.length) confirmBeyond(exceeded);
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  window.addEventListener("beforeunload", (event) => { if (changed().length) event.preventDefault(); });
})();
