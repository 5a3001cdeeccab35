// The next step for the person in front of the page, by Zoom's code. What the people who run the page have to do is
// in the Doctor's report, beside it.

/** @type {Record<string, string>} */
const NEXT_STEPS = {
  "-3000": "Zoom could not be reached. Check your connection; a proxy or an ad blocker may stand in the way.",
  200: "Try once more. If it stays like this, copy the report below for the people who run this page.",
  3000: "Zoom wants something else first; its words say what.",
  3003: "You are not known as this meeting's host. Ask for a host link, or wait for the host.",
  3004: "The passcode is not the one of this meeting. Ask the host for it, or for a new link.",
  3005: "Zoom wants an e-mail address here. Go back and enter one.",
  3008: "The host has not started yet.",
  3009: "The host has removed you. Ask them before you come back.",
  3099: "This needs registration. Register, then use the link in Zoom's confirmation.",
  3129: "The host has not started yet.",
  3705: "The permission to join has run out. Reload this page to get a new one.",
  3707: "There is no such meeting any more. Ask the host for a new link.",
  4004: "The meeting has ended.",
  4005: "The meeting is full. Try again later.",
  4006: "The host has locked the meeting. Ask them to unlock it.",
  5001: "A part of Zoom's SDK could not be loaded. Check your connection, then reload this page.",
};

const START_WITHOUT_ZAK = "Zoom starts it for its host alone, who proves who they are with a ZAK. Use the host's own link.";

/**
 * @param {{ code?: string }} error
 * @param {import("./meeting.js").Visit} visit
 * @returns {string}
 */
export function nextStep(error, { about, ownSignature }) {
  if (ownSignature) return "Why, and what to do about it, is below.";
  if (about.intent === "start" && (error.code === "3008" || error.code === "3129")) return START_WITHOUT_ZAK;
  return (
    NEXT_STEPS[error.code ?? ""] ??
    "This has to be put right by the people who run this page. Copy the report below and send it to them."
  );
}
