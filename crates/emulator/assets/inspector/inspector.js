// The list on the left, the details on the right, fetched anew every second while the page is looked at.

import { el } from "./parts.js";
import { VIEWS } from "./views.js";

const MOST_ROWS = 500;
const EVERY_MS = 1000;

const nav = document.querySelector("nav");
const list = document.querySelector(".list ol");
const empty = document.querySelector(".empty");
const detail = document.querySelector(".detail");
const search = document.querySelector("input[type=search]");
const live = document.querySelector(".live");

/** What each view holds, oldest first. */
const held = Object.fromEntries(Object.keys(VIEWS).map((name) => [name, { all: [], since: 0 }]));
let shownDetail = "";
let shownList = "";

/** `#requests/12`: the view and the key of what is open. */
const place = () => {
  const [name, key] = location.hash.slice(1).split("/");
  return { name: name in VIEWS ? name : "requests", key: key ?? "" };
};

async function get(path) {
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function act(path) {
  await fetch(path, { method: "POST" });
  await look();
}

async function refresh(name) {
  const view = VIEWS[name];
  const own = held[name];
  if (!view.grows) {
    own.all = await view.fetch(get);
    return;
  }
  const fresh = await view.fetch(get, own.since);
  own.all = [...own.all, ...fresh].slice(-1000);
  own.since = fresh.at(-1)?.id ?? own.since;
}

async function look() {
  try {
    await Promise.all(Object.keys(VIEWS).map(refresh));
    live.textContent = "live";
    live.classList.remove("lost");
  } catch {
    live.textContent = "no answer";
    live.classList.add("lost");
  }
  draw();
}

function draw() {
  const { name, key } = place();
  const view = VIEWS[name];
  nav.replaceChildren(...Object.entries(VIEWS).map(([other, { title }]) =>
    el("a", { href: `#${other}`, "aria-current": other === name ? "page" : false }, title, " ", el("span", { class: "count" }, String(held[other].all.length)))));
  const wanted = search.value.trim().toLowerCase();
  const fitting = held[name].all.filter((one) => !wanted || JSON.stringify(one).toLowerCase().includes(wanted));
  const rows = fitting.slice(-MOST_ROWS).reverse().map((one) => {
    const { lead, main, side } = view.row(one);
    const id = String(view.key(one));
    return el("li", {}, el("a", { href: `#${name}/${id}`, "aria-current": id === key ? "true" : false },
      lead, el("span", { class: "what" }, el("span", { class: "main" }, main), el("span", { class: "soft" }, side))));
  });
  const drawn = rows.map((row) => row.outerHTML).join("");
  if (drawn !== shownList) {
    // Redrawing takes the focus away: give it back to the same row.
    const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.replaceChildren(...rows);
    shownList = drawn;
    if (focused) list.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
  empty.hidden = rows.length > 0;
  empty.textContent = wanted && held[name].all.length ? "Nothing fits the search." : view.empty;

  const open = held[name].all.find((one) => String(view.key(one)) === key);
  document.body.classList.toggle("open", Boolean(open));
  const state = open ? name + JSON.stringify(open) : "";
  if (state !== shownDetail) {
    shownDetail = state;
    detail.replaceChildren(...(open
      ? [el("a", { class: "back", href: `#${name}` }, "Back to the list"), ...view.detail(open, act).flat().filter(Boolean)]
      : [el("p", { class: "soft" }, "Choose something from the list.")]));
  }
}

addEventListener("hashchange", () => {
  draw();
  if (document.body.classList.contains("open")) detail.focus({ preventScroll: false });
});
search.addEventListener("input", draw);
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});

async function keepLooking() {
  if (!document.hidden) await look();
  setTimeout(keepLooking, EVERY_MS);
}
keepLooking();
