/* What figures and numbers say when asked: tooltips by pointer, touch and keyboard, walking through the marks of a chart,
   copying, and embeds that tell their page how high they are. Everything is there without this script; it only adds.
   No dependencies, no build step. Exploring belongs in files of its own. */
(() => {
  "use strict";

  const SAYS = "[data-dl-tip]";
  const PLOT = ".dl-plot";
  const MARK = ".dl-mark";
  const REACH = { mouse: 6, pen: 12, touch: 24 }; // px around a mark that still count as the mark
  const LINGER = 250; // ms that a tooltip waits for the pointer to come to it
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  /* --- the tooltip ------------------------------------------------------------------------------------------------- */

  const tip = document.createElement("div");
  tip.className = "dl-tip";
  tip.id = "dl-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  let owner = null; // the element whose words are shown
  let silenced = null; // the element that Escape was pressed on; it stays silent until the pointer has left it
  let leaving = 0;

  const marksOf = (plot) => [...plot.querySelectorAll(MARK)];
  const textOf = (element) => element.getAttribute("data-dl-tip") || element.getAttribute("aria-label") || "";

  function show(element, at, note) {
    clearTimeout(leaving);
    if (element === owner && !note) return;
    hide();
    owner = element;
    silenced = null;
    const text = textOf(element);
    const cut = element.matches(MARK) ? text.lastIndexOf(": ") : -1;
    tip.replaceChildren(cut > 0 ? text.slice(0, cut + 1) : text);
    if (cut > 0) add("b", text.slice(cut + 2));
    if (note) add("small", note);
    (element.closest("main") || document.body).append(tip);
    tip.hidden = false;
    place(element, at);
    // A mark has its label already; a word in the text is described by the tooltip.
    if (element.matches(SAYS)) element.setAttribute("aria-describedby", tip.id);
    else element.classList.add("dl-active");
  }

  function add(name, text) {
    const part = document.createElement(name);
    part.textContent = text;
    tip.append(part);
  }

  function hide() {
    clearTimeout(leaving);
    if (!owner) return;
    owner.classList.remove("dl-active");
    if (owner.matches(SAYS)) owner.removeAttribute("aria-describedby");
    owner = null;
    tip.hidden = true;
  }

  /* Above, below or beside the element: within the window, and where it hides the fewest other marks. `at` is where the
     pointer is, if any. */
  function place(element, at) {
    const boxes = [...element.getClientRects()];
    const box = (at && boxes.find((one) => at.clientY <= one.bottom)) || boxes[0] || element.getBoundingClientRect();
    const ground = (tip.offsetParent || document.body).getBoundingClientRect();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    tip.style.left = tip.style.top = "0";
    const [wide, high] = [tip.offsetWidth, tip.offsetHeight];
    const within = (value, low, most) => Math.max(low, Math.min(value, most));
    const left = within((at ? within(at.clientX, box.left, box.right) : (box.left + box.right) / 2) - wide / 2, 8, width - wide - 8);
    const top = within((at ? within(at.clientY, box.top, box.bottom) : (box.top + box.bottom) / 2) - high / 2, 8, height - high - 8);
    const plot = element.closest(PLOT);
    const others = plot ? marksOf(plot).filter((mark) => mark !== element).map((mark) => mark.getBoundingClientRect()) : [];
    const price = ([x, y]) => (x < 4 || y < 4 || x + wide > width - 4 || y + high > height - 4 ? 1e6 : 0)
      + others.filter((one) => one.left < x + wide && one.right > x && one.top < y + high && one.bottom > y).length;
    const [x, y] = [[left, box.top - high - 8], [left, box.bottom + 8], [box.right + 8, top], [box.left - wide - 8, top], [left, top]]
      .reduce((best, next) => (price(next) < price(best) ? next : best));
    tip.style.left = `${x - ground.left}px`;
    tip.style.top = `${y - ground.top}px`;
  }

  /* What has the keyboard's focus goes on speaking when the pointer has left. */
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      const held = document.activeElement;
      if (held && held !== owner && held.matches(`${SAYS}, ${MARK}`) && held.matches(":focus-visible")) show(held);
      else if (held !== owner) hide();
    }, LINGER);
  }

  /* --- pointer and touch ------------------------------------------------------------------------------------------- */

  /* The element that a pointer means: a word that says something, a mark, or the mark nearest to it within reach. */
  function meant(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return null;
    const direct = target.closest(`${SAYS}, ${MARK}`);
    const plot = target.closest(PLOT);
    if (direct || !plot) return direct;
    let best = null;
    let least = REACH[event.pointerType] || REACH.mouse;
    for (const mark of marksOf(plot)) {
      const box = mark.getBoundingClientRect();
      const away = Math.hypot(
        Math.max(box.left - event.clientX, 0, event.clientX - box.right),
        Math.max(box.top - event.clientY, 0, event.clientY - box.bottom),
      );
      if (away < least) [best, least] = [mark, away];
    }
    return best;
  }

  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    if (tip.contains(event.target)) {
      clearTimeout(leaving);
      return;
    }
    const element = meant(event);
    if (element !== silenced) silenced = null;
    if (element && element !== silenced) show(element, event);
    else if (owner) leave();
  }, { passive: true });
  document.documentElement.addEventListener("pointerleave", leave);

  let touched = false;
  let shownBefore = null;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    shownBefore = owner;
  }, { passive: true });

  /* The first tap shows, the second follows a link. A tap elsewhere closes. */
  document.addEventListener("click", (event) => {
    if (!touched || tip.contains(event.target)) return;
    const element = meant({ target: event.target, clientX: event.clientX, clientY: event.clientY, pointerType: "touch" });
    if (!element) {
      hide();
    } else if (element !== shownBefore) {
      const link = event.target.closest("a[href]");
      if (link) event.preventDefault();
      show(element, event, link && "Tap again to follow it");
    }
  });

  /* --- keyboard ---------------------------------------------------------------------------------------------------- */

  /* One mark of a chart is a tab stop at a time. */
  function walk(from, to) {
    to.setAttribute("tabindex", "0");
    to.focus();
    if (to !== from) from.removeAttribute("tabindex");
  }

  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element) || !target.matches(":focus-visible")) return;
    if (target.matches(MARK)) {
      const marks = marksOf(target.closest(PLOT));
      show(target, null, `${marks.indexOf(target) + 1} of ${marks.length} · arrow keys walk, Esc leaves`);
    } else {
      const element = target.closest(SAYS);
      if (element) show(element);
    }
  });
  document.addEventListener("focusout", (event) => {
    if (owner && owner.contains(event.target)) hide();
  });

  document.addEventListener("keydown", (event) => {
    const held = document.activeElement;
    const mark = held && held.matches(MARK) ? held : null;
    if (event.key === "Escape") {
      silenced = owner;
      hide();
      if (mark) mark.blur();
    } else if (mark && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const marks = marksOf(mark.closest(PLOT));
      const at = marks.indexOf(mark);
      const to = { Home: 0, End: marks.length - 1 }[event.key] ?? (event.key in STEPS ? at + STEPS[event.key] : null);
      if (to === null) return;
      event.preventDefault();
      if (marks[to]) walk(mark, marks[to]);
    }
  });

  /* --- copying, embeds --------------------------------------------------------------------------------------------- */

  async function copy(button) {
    const field = document.getElementById(button.getAttribute("data-dl-copy"));
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(field.textContent);
      said.textContent = "Copied";
    } catch {
      // Not every page may write to the clipboard: then it is marked, to be copied by hand.
      getSelection().selectAllChildren(field);
      said.textContent = "Marked: copy it with your keyboard";
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dl-copy]");
    if (button) copy(button);
  });

  /* A page that shows this one in a frame may listen, and make the frame as high as the figure. */
  function tellHeight(figure) {
    document.documentElement.classList.add("dl-framed");
    for (const link of document.links) link.target = "_blank";
    const tell = () => {
      const height = Math.ceil(figure.getBoundingClientRect().bottom + scrollY);
      parent.postMessage({ type: "dateline:height", id: figure.id, height }, "*");
    };
    new ResizeObserver(tell).observe(figure);
  }

  function start() {
    for (const plot of document.querySelectorAll(PLOT)) {
      const first = plot.querySelector(MARK);
      if (!first) continue;
      // As one picture its marks could not be reached; its axes are told by the summary and the marks.
      plot.setAttribute("role", "group");
      first.setAttribute("tabindex", "0");
      for (const text of plot.querySelectorAll("svg text")) text.setAttribute("aria-hidden", "true");
    }
    for (const element of document.querySelectorAll(SAYS)) {
      if (!element.matches("a[href], button, [tabindex]") && !element.querySelector("a[href], button")) element.tabIndex = 0;
    }
    for (const button of document.querySelectorAll("[data-dl-copy]")) button.disabled = false;
    const alone = document.querySelector(".dl-alone .dl-figure");
    if (alone && parent !== window) tellHeight(alone);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
