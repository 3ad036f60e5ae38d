// A form marked `data-once` is sent once: a second click waits for the first answer. The server
// refuses repeats anyway; this only spares the person the message.
(() => {
  "use strict";

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.getAttribute("aria-busy") === "true") event.preventDefault();
    else form.setAttribute("aria-busy", "true");
  });

  const release = () => {
    for (const form of document.querySelectorAll("form[data-once][aria-busy]")) form.removeAttribute("aria-busy");
  };
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:afterRequest", release);
})();
