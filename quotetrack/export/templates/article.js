"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const card = document.getElementById("card");
  const status = document.getElementById("status");
  const reset = document.getElementById("all");
  const buttons = all("[data-speaker]");
  const parts = new Map();
  for (const part of all(".text [data-a]")) {
    const known = parts.get(part.dataset.a);
    if (known) known.push(part); else parts.set(part.dataset.a, [part]);
  }
  let shown = null;
  let speaker = null;
  let dismissed = false;

  function hide() {
    if (shown === null) return;
    for (const part of parts.get(shown)) part.classList.remove("on");
    card.hidden = true;
    shown = null;
  }

  function show(quotation) {
    const number = quotation.dataset.a;
    if (number === shown) return;
    hide();
    if (quotation.classList.contains("off")) return;
    shown = number;
    for (const part of parts.get(number)) part.classList.add("on");
    const item = document.getElementById("i" + number);
    card.replaceChildren(...[...item.children].filter((child) => !child.id).map((child) => child.cloneNode(true)));
    card.className = item.className;
    card.hidden = false;
    const own = quotation.getBoundingClientRect();
    const near = parts.get(number).flatMap((part) => [...part.getClientRects()])
      .filter((line) => Math.abs(line.top - own.top) < window.innerHeight / 3);
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(own.left, width - card.offsetWidth - 8));
    const below = Math.max(...near.map((line) => line.bottom)) + 10;
    const above = Math.min(...near.map((line) => line.top)) - card.offsetHeight - 10;
    const top = below + card.offsetHeight > window.innerHeight && above > 0 ? above : below;
    card.style.left = left + window.scrollX + "px";
    card.style.top = top + window.scrollY + "px";
  }

  function choose(number) {
    speaker = speaker === number ? null : number;
    hide();
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.speaker === speaker));
    for (const part of all(".q")) {
      const off = speaker !== null && part.dataset.s !== speaker;
      part.classList.toggle("off", off);
      if (part.id) part.tabIndex = off ? -1 : 0;
    }
    for (const item of all(".all li")) item.hidden = speaker !== null && item.dataset.s !== speaker;
    reset.hidden = speaker === null;
    const pressed = buttons.find((button) => button.dataset.speaker === speaker);
    const count = all(".all li:not([hidden])").length;
    status.textContent = pressed
      ? "Showing " + count + (count === 1 ? " quotation by " : " quotations by ") + pressed.querySelector(".label").textContent
      : "Showing all " + count + " quotations";
  }

  for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.speaker));
  if (reset) reset.addEventListener("click", () => choose(speaker));
  const text = document.querySelector(".text");
  const of = (event) => event.target.closest(".q");
  // A pointer that rests on the text while a person tabs must not take the card away from what has the focus.
  const rest = () => {
    const focused = document.activeElement.closest(".q");
    if (focused && !dismissed) show(focused); else hide();
  };
  text.addEventListener("mouseover", (event) => (of(event) ? show(of(event)) : rest()));
  text.addEventListener("mouseleave", rest);
  text.addEventListener("focusin", (event) => {
    dismissed = false;
    if (of(event)) show(of(event));
  });
  text.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    dismissed = true;
    if (shown !== null) hide(); else if (speaker !== null) choose(speaker);
  });
})();
