// Bring your own signature: what the form holds goes to the SDK as it is.

import { Meeting } from "./meeting.js";
import { readPage } from "./page.js";
import { payload } from "./precheck.js";

const page = readPage();
const form = /** @type {HTMLFormElement} */ (document.getElementById("enter"));
const button = form.querySelector("button");

/** What `join()` has to be given, empty or not; the others are left out when empty. */
const ALWAYS = ["signature", "meetingNumber", "passWord", "userName"];

button.disabled = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = [...new FormData(form)].filter(([name, value]) => value !== "" || ALWAYS.includes(name));
  const options = Object.fromEntries(fields);
  const claims = payload(options.signature.split(".")[1] ?? "");
  document.getElementById("lobby").hidden = true;
  const visit = {
    options,
    noun: "meeting",
    explainUrl: "/try/explain",
    leaveUrl: location.href,
    ownSignature: true,
    tries: 0,
    // Client View can only ask again in a new page, which does not know the form.
    again: page.view === "client" ? undefined : async () => {},
    about: { intent: claims?.role === 1 ? "start" : "join" },
  };
  await new Meeting(visit, page).enter();
});
