// The Doctor, better with a script: it answers while one types, takes files, copies, and opens links that carry a case.

import { offerCopies } from "./doctor-copy.js";
import { takeFiles } from "./doctor-file.js";
import { openFragment } from "./doctor-fragment.js";
import { Live } from "./doctor-live.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("question"));
const input = /** @type {HTMLTextAreaElement} */ (document.getElementById("input"));
const answer = document.getElementById("answer");
const live = new Live(form, answer);

for (const element of document.querySelectorAll("[data-scripted]")) /** @type {HTMLElement} */ (element).hidden = false;
offerCopies(answer);

form.addEventListener("input", () => live.askSoon());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  live.ask({ show: true });
});
form.addEventListener("reset", () => live.clear());
// `Take it for` is in the form, which a narrow window shows far above.
answer.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest('a[href="#kind"]')) return;
  event.preventDefault();
  document.getElementById("kind").focus();
});

const put = (/** @type {string} */ text) => {
  form.reset();
  input.value = text;
  live.ask({ show: true });
};
const refuse = (/** @type {string} */ problem) => live.say(problem);
takeFiles(form, /** @type {HTMLInputElement} */ (document.getElementById("file")), put, refuse);
openFragment(form, put, refuse);
