// Fields that count for one regime only are shown when it is chosen; without a script all are, each with its help.
"use strict";

for (const regime of document.querySelectorAll("select[name=regime]")) {
  const only = [...regime.form.querySelectorAll("[data-only-for]")];
  const show = () => only.forEach((input) => {
    const field = input.closest(".field");
    field.hidden = input.dataset.onlyFor !== regime.value && !field.classList.contains("wrong");
  });
  regime.addEventListener("change", show);
  show();
}
