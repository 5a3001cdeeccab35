// The lobby of a link: asks for a name, gets a session from the gateway, goes in.

import { Meeting } from "./meeting.js";
import { readPage } from "./page.js";
import { openSession } from "./session.js";
import { Status } from "./status.js";

const page = readPage();
const form = /** @type {HTMLFormElement} */ (document.getElementById("enter"));
const button = form.querySelector("button");
const here = location.pathname.replace(/\/+$/, "");

button.disabled = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  const { userName, userEmail } = Object.fromEntries(new FormData(form));
  const visitor = { userName, ...(userEmail && { userEmail }), view: page.view };
  try {
    const session = await openSession(`${here}/session`, visitor);
    document.getElementById("lobby").hidden = true;
    const visit = {
      options: joinOptions(session),
      noun: session.webinar ? "webinar" : "meeting",
      explainUrl: `${here}/explain`,
      leaveUrl: new URL(session.leaveUrl ?? here, location.href).href,
      about: { intent: session.intent, webinar: session.webinar },
      renew: async () => joinOptions(await openSession(`${here}/session`, visitor)),
    };
    await new Meeting(visit, page).enter();
  } catch (refusal) {
    button.disabled = false;
    new Status(document.getElementById("panel")).show("bad", "You cannot go in yet", { detail: refusal.message });
  }
});

/** What `join()` takes; a key without a value is left out, because the SDK reads it all the same. */
function joinOptions(session) {
  const { meetingNumber, signature, passWord = "", userName, userEmail, tk, zak, obfToken, customerKey } = session;
  const given = { meetingNumber, signature, passWord, userName, userEmail, tk, zak, obfToken, customerKey };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
}
