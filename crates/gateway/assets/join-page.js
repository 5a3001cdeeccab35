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
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { userName, userEmail } = Object.fromEntries(new FormData(form));
  enter({ userName, ...(userEmail && { userEmail }), view: page.view });
});

// Client View can only ask again in a new page; who asked is kept in this tab's history, for one reload.
const { visitor, tries } = history.state ?? {};
history.replaceState(null, "");
if (visitor) enter(visitor, tries);

async function enter(visitor, tries = 0) {
  button.disabled = true;
  try {
    const session = await openSession(`${here}/session`, visitor);
    document.getElementById("lobby").hidden = true;
    const visit = {
      options: joinOptions(session),
      noun: session.webinar ? "webinar" : "meeting",
      explainUrl: `${here}/explain`,
      leaveUrl: new URL(session.leaveUrl ?? here, location.href).href,
      about: { intent: session.intent, webinar: session.webinar },
      tries,
      again: page.view === "client" ? (tries) => reload(visitor, tries) : () => renew(visit, visitor),
    };
    await new Meeting(visit, page).enter();
  } catch (refusal) {
    button.disabled = false;
    new Status(document.getElementById("panel")).show("bad", "You cannot go in yet", { detail: refusal.message });
  }
}

/** A signature does not live for ever; a link gets a new one for each try. */
async function renew(visit, visitor) {
  try {
    visit.options = joinOptions(await openSession(`${here}/session`, visitor));
  } catch {
    // The old one may still do; if not, Zoom says so.
  }
}

function reload(visitor, tries) {
  history.replaceState({ visitor, tries }, "");
  location.reload();
  return new Promise(() => {});
}

/** What `join()` takes; a key without a value is left out, because the SDK reads it all the same. */
function joinOptions(session) {
  const { meetingNumber, signature, passWord = "", userName, userEmail, tk, zak, obfToken, customerKey } = session;
  const given = { meetingNumber, signature, passWord, userName, userEmail, tk, zak, obfToken, customerKey };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
}
