// "/" goes to the search box; what is typed there is suggested below it. Without this script the box is a plain form.
"use strict";

const box = document.getElementById("search");
const found = document.getElementById("found");

document.addEventListener("keydown", (event) => {
  const at = document.activeElement;
  const typing = at.matches("input, select, textarea") || at.isContentEditable;
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

let waiting = 0;
let asked = 0;

const line = (one, more, kind) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = one.address;
  link.textContent = one.name;
  const beside = document.createElement("span");
  beside.className = "quiet small";
  beside.textContent = more;
  item.append(link, " ", beside);
  if (kind) {
    const told = document.createElement("span");
    told.className = "tag";
    told.textContent = kind;
    link.after(" ", told);
    item.className = "topic";
  }
  return item;
};

const suggest = async () => {
  const mine = ++asked;
  const text = box.value.trim();
  if (text.length < 2) {
    found.replaceChildren();
    found.hidden = true;
    return;
  }
  const data = new FormData(box.form);
  data.set("format", "json");
  const answer = await fetch(box.form.action, { method: "POST", body: data, credentials: "same-origin" });
  if (!answer.ok || mine !== asked) return;
  const { workers, employers, help } = await answer.json();
  found.replaceChildren(
    ...workers.map((one) => line(one, `${one.number} · ${one.employer}`)),
    ...employers.map((one) => line(one, "")),
    ...help.map((one) => line(one, one.snippet, box.dataset.help)),
  );
  found.hidden = !found.children.length;
};

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 150);
});

box.form.addEventListener("keydown", (event) => {
  const links = [...found.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "Escape") {
    found.hidden = true;
    box.focus();
  } else if (event.key === "ArrowDown" && links.length) {
    event.preventDefault();
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (at ? links[at - 1] : box).focus();
  }
});

box.form.addEventListener("focusout", (event) => {
  if (!box.form.contains(event.relatedTarget)) found.hidden = true;
});
