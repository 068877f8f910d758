// Why this amount: opened beside the payslip, without losing one's place. Without a script the links lead to the page.
"use strict";
(() => {
  const panel = document.getElementById("explain");
  if (!panel || !panel.show) return;
  const title = document.getElementById("explain-title");
  const body = document.getElementById("explain-body");
  const back = panel.querySelector("[data-act=back]");
  const whole = panel.querySelector(".bar a");
  const trail = [];
  let opener = null;
  let asked = 0;

  // An amount is a rule of the page's own explanation, or (`query`: "?month=…", "?at=…") of another one.
  const page = ({ name, query }) => `${panel.dataset.page}${query}#n-${encodeURIComponent(name)}`;
  const leave = (asking) => location.assign(page(asking));

  const show = async (asking) => {
    const turn = ++asked;
    const { name, query } = asking;
    let text = "";
    try {
      const answer = await fetch(`${panel.dataset.piece}${query ? `${query}&` : "?"}rule=${encodeURIComponent(name)}`);
      if (!answer.ok || answer.redirected) return leave(asking);
      text = await answer.text();
    } catch {
      return leave(asking);
    }
    if (turn !== asked) return;
    body.innerHTML = text;
    whole.href = page(asking);
    back.hidden = trail.length < 2;
    if (!panel.open) panel.show();
    panel.scrollTop = 0;
    title.focus({ preventScroll: true });
  };

  const mark = (link) => {
    if (opener) opener.removeAttribute("aria-current");
    opener = link;
    if (link) link.setAttribute("aria-current", "true");
  };

  const close = () => {
    const link = opener;
    asked += 1;
    trail.length = 0;
    panel.close();
    mark(null);
    if (link) link.focus();
  };

  addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    if (!link || link === whole) return;
    const inside = panel.contains(link);
    const [address, anchor] = link.getAttribute("href").split("#");
    const [path, month] = address.split("?");
    if (!anchor || path !== (inside ? "" : panel.dataset.page)) return;
    event.preventDefault();
    const there = inside && !month && document.getElementById(decodeURIComponent(anchor));
    if (there && body.contains(there)) {
      there.tabIndex = -1;
      there.focus();
      return;
    }
    if (!inside) {
      trail.length = 0;
      mark(link);
    }
    const name = decodeURIComponent(anchor).replace(/^[ndl]-/, "");
    const query = month ? `?${month}` : inside ? trail.at(-1).query : "";
    trail.push({ name, query });
    show(trail.at(-1));
  });

  back.addEventListener("click", () => {
    trail.pop();
    show(trail.at(-1));
  });
  panel.querySelector("[data-act=close]").addEventListener("click", close);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) close();
  });
})();
