// The panel beside the meeting: one line that says where we are, read out by screen readers, and buttons.

/**
 * @typedef {"busy"|"good"|"open"|"bad"|"over"} Tone
 * @typedef {{ label: string, act: (event: MouseEvent) => void, primary?: boolean }} Action
 */

export class Status {
  #host;
  #root;

  /** @param {HTMLElement} host the element with the shadow root that the server rendered */
  constructor(host) {
    this.#host = host;
    this.#root = host.shadowRoot;
    keepHeard(host.closest("main"));
  }

  /**
   * @param {Tone} tone
   * @param {string} state
   * @param {{ detail?: string, actions?: Action[] }} [more]
   */
  show(tone, state, { detail = "", actions = [] } = {}) {
    const first = this.#host.hidden;
    this.#host.hidden = false;
    // The form that had the focus is gone.
    if (first) this.#find("section").focus({ preventScroll: true });
    this.#find(".status").dataset.tone = tone;
    this.#say(".state", state);
    this.#say(".detail", detail);
    this.#find(".actions").replaceChildren(...actions.map(button));
    if (tone === "busy" || tone === "good" || tone === "over") this.explain(null);
  }

  /**
   * The part of the line that changes every second; screen readers are spared it.
   * @param {string} text
   */
  count(text) {
    const line = this.#find(".count");
    line.hidden = text === "";
    line.textContent = text;
  }

  /**
   * Shows what the Doctor says, or takes it away.
   * @param {Node | null} content
   */
  explain(content) {
    const place = this.#find(".explanation");
    place.hidden = content === null;
    place.replaceChildren(...(content ? [content] : []));
    this.#host.toggleAttribute("explains", content !== null);
  }

  hide() {
    this.#host.hidden = true;
  }

  #find(selector) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(selector));
  }

  /** Writes only what has changed, so that nothing is read out twice. */
  #say(selector, text) {
    const line = this.#find(selector);
    if (line.textContent !== text) line.textContent = text;
  }
}

/**
 * Zoom's dialogs hide the rest of the page from screen readers; what is said about them is to be heard.
 * @param {HTMLElement} main
 */
function keepHeard(main) {
  new MutationObserver(() => main.removeAttribute("aria-hidden")).observe(main, { attributeFilter: ["aria-hidden"] });
}

/** @param {Action} action */
function button({ label, act, primary = false }) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.classList.toggle("primary", primary);
  element.addEventListener("click", act);
  return element;
}
