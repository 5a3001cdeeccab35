// The form's answer without leaving the page: the server renders it, as it does for browsers without scripts.

import { offerCopies } from "./doctor-copy.js";

/** How long the visitor has to rest before a question is sent, in ms: well below the limit of one a second. */
const REST = 600;

export class Live {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} answer
   */
  constructor(form, answer) {
    this.#form = form;
    this.#answer = answer;
    this.#nothing = [...answer.childNodes].map((node) => node.cloneNode(true));
    this.#asked = answer.querySelector(".answer") ? this.#question() : "";
    if (this.#asked) this.#nothing = [];
  }

  #form;
  #answer;
  /** What stood there before anything was asked. */
  #nothing;
  /** The last question that was sent, to send none twice. */
  #asked;
  /** @type {number | undefined} */
  #timer;
  /** @type {AbortController | undefined} */
  #running;

  askSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), REST);
  }

  /** @param {{ show?: boolean }} [how] `show`: bring the answer into view, because it was asked for */
  async ask({ show = false } = {}) {
    clearTimeout(this.#timer);
    const question = this.#question();
    if (question === this.#asked && !show) return;
    if (!show && this.#isEmpty()) return this.clear();
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#asked = question;
    this.#answer.setAttribute("aria-busy", "true");
    try {
      this.#put(await send(question, running.signal));
      if (show) this.#show();
    } catch (problem) {
      if (running.signal.aborted) return;
      this.#asked = "";
      this.say(problem instanceof Refusal ? problem.message : "The server could not be reached. Try again.");
    } finally {
      if (this.#running === running) this.#answer.removeAttribute("aria-busy");
    }
  }

  clear() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#asked = "";
    this.#answer.replaceChildren(...this.#nothing.map((node) => node.cloneNode(true)));
    this.#tell("");
  }

  /** @param {string} problem */
  say(problem) {
    const note = document.createElement("p");
    note.className = "note bad";
    note.setAttribute("role", "alert");
    note.textContent = problem;
    this.#answer.replaceChildren(note);
  }

  #question() {
    const fields = [...new FormData(this.#form)].filter(([name, value]) => value !== "" && name !== "language");
    return new URLSearchParams(/** @type {[string, string][]} */ (fields)).toString();
  }

  #isEmpty() {
    const fields = new FormData(this.#form);
    return ["input", "error", "join"].every((name) => String(fields.get(name) ?? "").trim() === "");
  }

  /** @param {Document} page */
  #put(page) {
    this.#answer.replaceChildren(...page.getElementById("answer").childNodes);
    offerCopies(this.#answer);
    this.#tell(this.#answer.querySelector("#verdict")?.getAttribute("data-status") ?? "");
  }

  /** Said by screen readers, which are not moved while somebody types. */
  #tell(words) {
    document.getElementById("status").textContent = words;
  }

  #show() {
    this.#answer.focus({ preventScroll: true });
    // Beside the form, where there is room, its beginning may be in view already.
    const { top } = this.#answer.getBoundingClientRect();
    if (top < 0 || top > window.innerHeight * 0.6) this.#answer.scrollIntoView();
  }
}

class Refusal extends Error {}

/**
 * @param {string} question
 * @param {AbortSignal} signal
 * @returns {Promise<Document>}
 */
async function send(question, signal) {
  const response = await fetch("/doctor", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: question,
    cache: "no-store",
    signal,
  });
  const text = await response.text();
  if (!response.headers.get("content-type")?.startsWith("text/html")) {
    throw new Refusal(detail(text) ?? `The server answered ${response.status}.`);
  }
  return new DOMParser().parseFromString(text, "text/html");
}

/** The sentence of a problem in JSON. */
function detail(text) {
  try {
    const { detail } = JSON.parse(text);
    return typeof detail === "string" ? `${detail[0].toUpperCase()}${detail.slice(1)}.` : null;
  } catch {
    return null;
  }
}
