// The list on the left, the details on the right, fetched anew every second while the page is looked at.

import { el } from "./parts.js";
import { VIEWS } from "./views.js";

const MOST_ROWS = 500;
const MOST_HELD = 1000;
const EVERY_MS = 1000;

const nav = document.querySelector("nav");
const list = document.querySelector(".list ol");
const empty = document.querySelector(".empty");
const detail = document.querySelector(".detail");
const search = document.querySelector("input[type=search]");
const live = document.querySelector(".live");

/** What each view holds, oldest first. */
const held = Object.fromEntries(Object.keys(VIEWS).map((name) => [name, { all: [] }]));
let shownDetail = null;
let shownOpen = "";
let shownList = "";

/** The views' links, which stay the same elements: what is drawn anew loses the focus. */
const tabs = Object.entries(VIEWS).map(([name, { title }]) => {
  const count = el("span", { class: "count" });
  const link = el("a", { href: `#${name}` }, title, " ", count);
  nav.append(link);
  return { name, link, count };
});

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
  // Whatever went wrong, looking again shows it: nobody answers, or what was to be changed is gone.
  await fetch(path, { method: "POST" }).catch(() => {});
  await look();
}

async function refresh(name) {
  const view = VIEWS[name];
  const own = held[name];
  if (!view.grows) {
    own.all = await view.fetch(get);
    return;
  }
  // The last one that is known is asked for once more: when it does not come back, there was a reset or another start.
  const known = own.all;
  const last = known.at(-1);
  const fresh = await view.fetch(get, last ? last.id - 1 : 0);
  if (!last) own.all = fresh;
  else if (JSON.stringify(fresh[0]) === JSON.stringify(last)) own.all = [...known, ...fresh.slice(1)].slice(-MOST_HELD);
  else own.all = await view.fetch(get, 0);
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
  for (const tab of tabs) {
    if (tab.name === name) tab.link.setAttribute("aria-current", "page");
    else tab.link.removeAttribute("aria-current");
    tab.count.textContent = String(held[tab.name].all.length);
  }
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
  drawDetail(name, view, open);
}

function drawDetail(name, view, open) {
  const state = open ? name + JSON.stringify(open) : "";
  if (state === shownDetail) return;
  shownDetail = state;
  const here = open ? `${name}/${view.key(open)}` : "";
  const same = here === shownOpen;
  shownOpen = here;
  const focused = same && document.activeElement !== detail && detail.contains(document.activeElement) ? label(document.activeElement) : null;
  detail.replaceChildren(...(open
    ? [el("a", { class: "back", href: `#${name}` }, "Back to the list"), ...view.detail(open, act).flat().filter(Boolean)]
    : [el("p", { class: "soft" }, "Choose something from the list.")]));
  if (!same) detail.scrollTop = 0;
  // To what is called the same, never to what merely took its place: that may be a button which does something else.
  if (focused) ([...detail.querySelectorAll("a, button, pre")].find((one) => label(one) === focused) ?? detail).focus({ preventScroll: true });
}

/** What an element that takes the focus is called. */
const label = (element) => `${element.localName} ${(element.localName === "pre" ? element.previousElementSibling : element).textContent}`;

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
