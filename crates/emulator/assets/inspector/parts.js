// Elements. Text is always text: nothing that came over the wire becomes markup.

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export const time = (ms) => new Date(ms).toLocaleTimeString([], { hour12: false });

export function tag(text, tone) {
  return el("span", { class: `tag ${tone}` }, String(text));
}

export function json(title, value) {
  if (value == null || value === "") return null;
  const text = typeof value === "string" ? value.replaceAll("&", "\n") : JSON.stringify(value, null, 2);
  return el("section", {}, el("h3", {}, title), el("pre", { tabindex: 0 }, el("code", {}, text)));
}

export function facts(pairs) {
  const rows = Object.entries(pairs).filter(([, value]) => value != null && value !== "" && value !== false);
  return el("dl", {}, rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value instanceof Node ? value : String(value))]));
}
