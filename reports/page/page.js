"use strict";
// Filters, keys and the theme. The page is whole without them.
(() => {
  const one = (query, within = document) => within.querySelector(query);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const root = document.documentElement;
  const form = one("#filters");
  const count = one("output", form);
  const boxes = all("input[name=v]", form);
  const selects = all("select", form);
  const search = form.elements.q;
  const none = one("#none");
  const chapters = all(".chapter").map((at) => ({ at, shown: true }));
  const cards = chapters.flatMap((chapter) => all(".card", chapter.at).map((at) => ({
    at, chapter, shown: true, v: chapter.at.id, k: at.dataset.k, s: at.dataset.s, n: at.dataset.n,
    o: at.dataset.o.split(" "), text: "",
  })));

  // One spelling of everything that may be searched for: digits of any Indic script as 0 to 9, no joiners, no case.
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\u200c\u200d]/g, "")
    .replace(/[\u0966-\u096f\u09e6-\u09ef]/g, (digit) => (digit.charCodeAt(0) - 6) & 15);
  const textOf = (card) => card.text || (card.text = fold(card.at.textContent));
  const written = (number) => String(number).replace(/\d/g, (digit) => [...count.dataset.digits][digit]);

  const wanted = () => {
    const select = (name) => form.elements[name]?.value ?? "";
    const outlet = form.elements.o.selectedOptions[0]?.dataset.n;
    const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const [k, s, n] = ["k", "s", "n"].map(select);
    return (card) => verdicts.has(card.v) && (!k || card.k === k) && (!s || card.s === s) && (!n || card.n === n)
      && (!outlet || card.o.includes(outlet)) && words.every((word) => textOf(card).includes(word));
  };

  // All is read before anything is written, so that the page is laid out once.
  const show = () => {
    const passes = wanted();
    const shown = cards.map(passes);
    const alive = new Set(cards.filter((_, i) => shown[i]).map((card) => card.chapter));
    cards.forEach((card, i) => {
      if (card.shown !== shown[i]) card.at.hidden = !(card.shown = shown[i]);
    });
    chapters.forEach((chapter) => {
      if (chapter.shown !== alive.has(chapter)) chapter.at.hidden = !(chapter.shown = alive.has(chapter));
    });
    const number = shown.filter(Boolean).length;
    count.textContent = count.dataset.shown.replace("{n}", written(number)).replace("{all}", written(cards.length));
    none.hidden = number > 0 || cards.length === 0;
  };

  // The state of the filters in the fragment: #v=contradiction,update&s=killed&q=words
  const store = () => {
    const state = new URLSearchParams();
    const on = boxes.filter((box) => box.checked);
    if (on.length < boxes.length) state.set("v", on.map((box) => box.value).join(","));
    for (const field of [...selects, search]) if (field.value) state.set(field.name, field.value);
    history.replaceState(null, "", `#${state}`);
  };
  const restore = (fragment) => {
    const state = new URLSearchParams(fragment);
    const on = state.get("v")?.split(",");
    const known = !on || on[0] === "" || boxes.some((box) => on.includes(box.value));
    boxes.forEach((box) => { box.checked = !on || !known || on.includes(box.value); });
    selects.forEach((select) => {
      select.value = state.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    });
    search.value = state.get("q") ?? "";
  };
  const reset = () => { restore(""); show(); };

  // A fragment is the name of something on the page, or the state of the filters.
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) {
      restore(location.hash.slice(1));
      show();
      return;
    }
    if (target.closest("[hidden]")) reset();
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    target.scrollIntoView();
    if (target.tabIndex === -1 && target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
  };

  let waiting = 0;
  const changed = () => { store(); show(); };
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, event.target === search ? 120 : 0);
  });
  form.addEventListener("reset", (event) => { event.preventDefault(); restore(""); changed(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);

  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const turn = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("gormil-theme", root.dataset.theme); } catch { /* a page from a file may keep nothing */ }
  };
  try {
    const kept = localStorage.getItem("gormil-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* as above */ }
  one("#theme").addEventListener("click", turn);

  let current = null;
  const here = () => document.activeElement?.closest(".card") ?? current;
  const step = (by) => {
    const seen = cards.filter((card) => card.shown).map((card) => card.at);
    const at = seen.indexOf(here());
    current = seen[at < 0 ? 0 : Math.min(Math.max(at + by, 0), seen.length - 1)];
    current?.focus({ preventScroll: true });
    current?.scrollIntoView();
  };
  const keys = {
    "/": () => search.focus(),
    j: () => step(1),
    k: () => step(-1),
    o: () => { const more = here()?.querySelector("details"); if (more) more.open = !more.open; },
    l: () => { if (here()) location.hash = here().id; },
    t: turn,
    "?": () => { location.hash = "keys"; },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && form.contains(event.target)) {
      form.reset();
      event.target.blur();
      return;
    }
    if (!one("#keys-on").checked || event.target.matches?.("input:not([type=checkbox]), select, textarea")) return;
    const box = /^[1-9]$/.test(event.key) && boxes[event.key - 1];
    const act = box ? () => { box.checked = !box.checked; changed(); } : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  for (const query of ["#filters", "#theme", "#keys", "#to-keys"]) one(query).hidden = false;
  if (cards.length === 0) form.hidden = true;
  show();
  if (location.hash) follow();
})();
