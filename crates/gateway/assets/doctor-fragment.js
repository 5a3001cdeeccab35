// What the page's address carries in its fragment, which no server sees: `case`, made by the server without any secret,
// and `lang`, the language in which code is shown. Nothing is kept anywhere else.

/**
 * @param {HTMLFormElement} form
 * @param {(text: string) => void} put
 * @param {(problem: string) => void} refuse
 */
export function openFragment(form, put, refuse) {
  const linked = document.getElementById("linked");

  const open = () => {
    const fragment = new URLSearchParams(location.hash.slice(1));
    choose(fragment.get("lang"));
    if (!fragment.has("case")) return;
    const text = decode(fragment.get("case"));
    if (text === null) return refuse("The link is broken: its end may have been cut off on the way. Ask for it again.");
    put(text);
    choose(fragment.get("lang"));
    linked.hidden = false;
  };

  /** @param {string | null} language */
  const choose = (language) => {
    const radio = language && form.querySelector(`#in-${CSS.escape(language)}`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
  };

  /** @param {(fragment: URLSearchParams) => void} change */
  const rewrite = (change) => {
    const fragment = new URLSearchParams(location.hash.slice(1));
    change(fragment);
    history.replaceState(null, "", fragment.size > 0 ? `#${fragment}` : location.pathname);
  };

  form.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    if (event.target instanceof HTMLInputElement && event.target.name === "language") {
      const { value } = event.target;
      rewrite((fragment) => fragment.set("lang", value));
    } else if (event.target.id === "input") {
      // What stands there is no longer what the link carried.
      linked.hidden = true;
      rewrite((fragment) => fragment.delete("case"));
    }
  });
  window.addEventListener("hashchange", open);
  open();
}

/**
 * @param {string | null} base64url of a case in JSON
 * @returns {string | null} the JSON, indented
 */
function decode(base64url) {
  try {
    const bytes = Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const decoded = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return JSON.stringify(decoded, null, 2);
  } catch {
    return null;
  }
}
