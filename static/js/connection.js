// When a part of the page cannot be refreshed, the page says so (`[data-connection]`, hidden until
// then) instead of showing old figures as if they were new. The next answer that works hides it.
(() => {
  "use strict";

  const say = (lost) => {
    for (const notice of document.querySelectorAll("[data-connection]")) notice.hidden = !lost;
  };
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => say(true));
  }
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.successful) say(false);
  });
})();
