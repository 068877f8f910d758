"use strict";
(() => {
  const folds = () => document.querySelectorAll("details");
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") target.open = true;
  };
  let closed = [];
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    closed = [...folds()].filter((fold) => !fold.open);
    closed.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((fold) => { fold.open = false; }));
  reveal();
})();
