// A number is checked while it is typed: the server says whether it is well written and how it is printed.
"use strict";

for (const input of document.querySelectorAll("[data-check]")) {
  const form = input.form;
  const told = document.createElement("p");
  told.className = "checked";
  told.id = `${input.id}_checked`;
  told.setAttribute("role", "status");
  input.after(told);
  input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), told.id].filter(Boolean).join(" "));

  const check = async () => {
    told.textContent = "";
    if (!input.value.trim()) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("kind", input.dataset.check);
    data.set("value", input.value);
    for (const name of ["birth_date", "sex"]) if (form.elements[name]) data.set(name, form.elements[name].value);
    const answer = await fetch("/check/", { method: "POST", body: data, credentials: "same-origin" });
    if (!answer.ok) return;
    const found = await answer.json();
    told.textContent = found.ok ? `✓ ${found.shown}` : `✕ ${found.message}`;
    told.classList.toggle("error", !found.ok);
    told.classList.toggle("good", found.ok);
  };
  input.addEventListener("change", check);
  if (input.dataset.check === "niss") {
    for (const name of ["birth_date", "sex"]) form.elements[name]?.addEventListener("change", check);
  }
}
