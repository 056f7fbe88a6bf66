/* The search index is the largest file of the site. Material asks for it on every page; here its request waits until somebody
   searches: a finger or a cursor in the search field, a key that opens it, an address that carries a question. Only that one
   request is held, and the browser's own functions are back in place at once. If the field is missing, nothing waits. */
(() => {
  "use strict";
  const field = document.querySelector(".md-search__input");
  const toggle = document.getElementById("__search");
  const asked = new URLSearchParams(location.search);
  if (!field || !toggle || asked.has("q") || asked.has("h") || toggle.checked) return;

  const { open, send } = XMLHttpRequest.prototype;
  const wanted = new Promise((resolve) => {
    field.addEventListener("focus", resolve, { once: true });
    field.closest(".md-search").addEventListener("pointerenter", resolve, { once: true });
    toggle.addEventListener("change", resolve, { once: true });
  });
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    open.call(this, method, address, ...rest);
    if (!/\/search\/search_index\.json$/.test(String(address))) return;
    XMLHttpRequest.prototype.open = open;
    this.send = (body) => wanted.then(() => send.call(this, body));
  };
})();
