// What Zoom's own interface asks or says without telling the page: Client View shows these instead of calling back.
// Read from the text on the screen, which is English because the pages ask for no other language.

/**
 * @typedef {{ code: string, text: string }} Refused the code that the same thing has elsewhere
 * @typedef {Refused | "removed" | "ended"} Screen
 */

/** @type {ReadonlyArray<[string, Screen]>} the words on the screen, and what they mean */
const SCREENS = [
  ["Passcode wrong", { code: "3004", text: "Passcode wrong" }],
  ["Registration Meeting", { code: "3099", text: "Registration Meeting" }],
  ["Check captcha", { code: "3110", text: "Check captcha" }],
  ["Real name verification", { code: "3082", text: "Real name verification" }],
  ["Sign in Zoom", { code: "3051", text: "Sign in Zoom" }],
  ["Sign in SSO", { code: "6024", text: "Sign in SSO" }],
  ["support this login way", { code: "3059", text: "We don't support this login way" }],
  ["Host has locked this meeting", { code: "4006", text: "Host has locked this meeting" }],
  ["at the host's allowed capacity", { code: "4005", text: "This meeting is at the host's allowed capacity" }],
  ["has to be published on Zoom Marketplace", { code: "4011", text: "The app has to be published on Zoom Marketplace" }],
  ["You have been removed", "removed"],
  ["This meeting has been ended by host", "ended"],
];

/** Component View's words, then Client View's. */
const WAITING_ROOM = ["The host will let you in soon", "The host will admit you when", "We've let them know you're here"];

/**
 * Calls back when one of the screens appears, once for each time.
 * @param {() => string} drawn what can be read where the SDK draws
 * @param {{ screen: (screen: Screen) => void, held?: (held: boolean) => void }} tell
 * @returns {() => void} stops watching
 */
export function watchScreens(drawn, tell) {
  let before = null;
  let told = null;
  let held = false;
  const timer = setInterval(() => {
    // Only once it stays: the SDK draws some of these for a moment on its way elsewhere.
    const text = drawn();
    const screen = SCREENS.find(([words]) => text.includes(words))?.[1] ?? null;
    if (screen === before && screen !== told) {
      told = screen;
      if (screen) tell.screen(screen);
    }
    before = screen;
    const holds = WAITING_ROOM.some((words) => text.includes(words));
    if (holds !== held) tell.held?.(holds);
    held = holds;
  }, 700);
  return () => clearInterval(timer);
}
