// Follows a computation: asks once a second how far it is, and shows the run anew when it has ended.
(() => {
  const box = document.getElementById("computing");
  if (!box) return;
  const bar = document.getElementById("computing-bar");
  const text = document.getElementById("computing-text");
  const said = document.getElementById("computing-said");
  document.getElementById("computing-again").remove();
  let tenth = -1;

  const show = (now) => {
    if (now.total) {
      bar.max = now.total;
      bar.value = now.done;
    }
    if (text.textContent !== now.text) text.textContent = now.text;
    const reached = now.total ? Math.floor((10 * now.done) / now.total) : 0;
    if (reached > tenth) {
      tenth = reached;
      said.textContent = now.text;
    }
  };

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status >= 400) return window.location.reload();
      const now = await answer.json();
      if (!now.live) return window.location.reload();
      show(now);
    } catch {
      // the server does not answer: ask again
    }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
})();
