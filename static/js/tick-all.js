// Ticks. `<fieldset data-ticks>` (or any element) holds `input[data-tick]`, perhaps one
// `input[data-tick-all]`, and shows their number wherever `[data-tick-count]` stands. A button says
// what it will do: data-one="Approve 1 e-mail" data-many="Approve %s e-mails". With no tick, buttons
// marked `data-needs-tick` wait. Without this file every tick still works; the server counts.
(() => {
  "use strict";

  const boxes = (group) => [...group.querySelectorAll("input[data-tick]:not(:disabled)")];

  function show(group) {
    const all = boxes(group);
    const ticked = all.filter((box) => box.checked).length;
    for (const place of group.querySelectorAll("[data-tick-count]")) {
      place.dataset.none ??= place.textContent; // as the server wrote it
      const counts = { 0: place.dataset.many && place.dataset.none, 1: place.dataset.one };
      const words = counts[ticked] || place.dataset.many;
      place.textContent = (words || "%s").replace("%s", ticked.toLocaleString(document.documentElement.lang));
    }
    for (const button of group.querySelectorAll("[data-needs-tick]")) button.disabled = ticked === 0;
    for (const master of group.querySelectorAll("input[data-tick-all]")) {
      master.checked = ticked > 0 && ticked === all.length;
      master.indeterminate = ticked > 0 && ticked < all.length;
    }
  }

  document.addEventListener("change", (event) => {
    const group = event.target.closest("[data-ticks]");
    if (!group) return;
    if (event.target.matches("[data-tick-all]")) {
      for (const box of boxes(group)) box.checked = event.target.checked;
    }
    show(group);
  });

  const showAll = (root) => {
    for (const group of root.querySelectorAll("[data-ticks]")) show(group);
  };
  showAll(document);
  document.addEventListener("htmx:afterSettle", () => showAll(document));
  // A page from the browser's memory may carry other ticks than the ones it was sent with.
  window.addEventListener("pageshow", () => showAll(document));
})();
