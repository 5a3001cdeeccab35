// Client View: Zoom's meeting takes the whole page.

import { watchScreens } from "./screens.js";

/**
 * Asks the SDK to join. It does so once for each page: a second `join()` breaks inside it.
 * @param {Record<string, string>} options for `join()`
 * @param {import("./page.js").Page} page
 * @param {(event: import("./meeting.js").MeetingEvent) => void} tell
 * @param {string} leaveUrl where Zoom's own buttons lead when it is over
 */
export async function join(options, page, tell, leaveUrl) {
  const { ZoomMtg } = globalThis;
  const error = (answer) => tell({ kind: "refused", error: errorOf(answer) });
  document.documentElement.classList.add("in-client-view");
  ZoomMtg.setZoomJSLib(`${page.sdkBase}/lib`, "/av");
  ZoomMtg.preLoadWasm();
  ZoomMtg.prepareWebSDK();
  const connected = listen(ZoomMtg, tell);
  ZoomMtg.init({
    leaveUrl,
    webEndpoint: page.webEndpoint,
    patchJsMedia: true,
    leaveOnPageUnload: true,
    // To try something out, one click less.
    disablePreview: page.emulated,
    disableCORP: !globalThis.crossOriginIsolated,
    success: () => ZoomMtg.join({ ...options, success: connected, error }),
    error,
  });
}

const LIST_FOLLOWS_MS = 500;

/** @returns {() => void} what to call when `join()` has succeeded */
function listen(ZoomMtg, tell) {
  const count = () =>
    ZoomMtg.getAttendeeslist({
      success: ({ result }) => tell({ kind: "people", count: result?.attendeesList?.length ?? 0 }),
    });
  // The list follows what is told of it. Observed with SDK 6.2.0.
  const people = () => setTimeout(count, LIST_FOLLOWS_MS);
  for (const change of ["onUserJoin", "onUserLeave"]) ZoomMtg.inMeetingServiceListener(change, people);
  const connected = () => {
    tell({ kind: "connected" });
    people(); // who was there before is not told of
  };
  // A host hears of others, and of those who are in none as well. Observed with SDK 6.2.0.
  ZoomMtg.inMeetingServiceListener("onUserIsInWaitingRoom", ({ self, isInWaitingRoom }) => {
    if (self) tell({ kind: isInWaitingRoom ? "held" : "admitted" });
  });
  // What the socket refuses calls nobody back; some of it comes here with its code. Observed with SDK 6.2.0.
  ZoomMtg.inMeetingServiceListener("onMeetingStatus", ({ meetingStatus, errorCode, errorMessage }) => {
    if (meetingStatus === 2) connected();
    if (meetingStatus === 4) tell({ kind: "reconnecting" });
    if (errorCode) tell({ kind: "refused", error: errorOf({ errorCode, errorMessage }) });
  });
  watchScreens(zoomsText, {
    screen: (screen) => tell(typeof screen === "string" ? { kind: screen } : { kind: "refused", error: screen }),
    held: (held) => tell({ kind: held ? "held" : "admitted" }),
  });
  return connected;
}

/** What can be read of Zoom's; its dialogs are beside its root, in the page's body. */
function zoomsText() {
  const panel = document.getElementById("panel");
  const zooms = [...document.body.children].filter((part) => !part.contains(panel));
  return zooms.map((part) => /** @type {HTMLElement} */ (part).innerText ?? "").join("\n");
}

/**
 * A callback's argument is `{method, errorCode, errorMessage}`; the code is missing when the SDK has none.
 * @returns {import("./meeting.js").SdkError}
 */
function errorOf({ errorCode, errorMessage, result }) {
  const text = errorMessage || (typeof result === "string" ? result : "");
  return { code: errorCode === undefined ? undefined : String(errorCode), text };
}
