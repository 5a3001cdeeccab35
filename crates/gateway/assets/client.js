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
  listen(ZoomMtg, tell);
  ZoomMtg.init({
    leaveUrl,
    webEndpoint: page.webEndpoint,
    patchJsMedia: true,
    leaveOnPageUnload: true,
    // After the preview it joins once more, which the emulator does not follow.
    disablePreview: page.emulated,
    disableCORP: !globalThis.crossOriginIsolated,
    success: () => ZoomMtg.join({ ...options, success: () => tell({ kind: "connected" }), error }),
    error,
  });
}

function listen(ZoomMtg, tell) {
  const people = () =>
    ZoomMtg.getAttendeeslist({
      success: ({ result }) => tell({ kind: "people", count: result?.attendeesList?.length ?? 0 }),
    });
  for (const change of ["onUserJoin", "onUserLeave"]) ZoomMtg.inMeetingServiceListener(change, people);
  ZoomMtg.inMeetingServiceListener("onUserIsInWaitingRoom", () => tell({ kind: "held" }));
  ZoomMtg.inMeetingServiceListener("onMeetingStatus", ({ meetingStatus }) => {
    if (meetingStatus === 2) tell({ kind: "connected" });
    if (meetingStatus === 4) tell({ kind: "reconnecting" });
  });
  watchScreens(() => document.getElementById("zmmtg-root"), {
    screen: (screen) => tell({ kind: "refused", error: screen }),
    held: (held) => tell({ kind: held ? "held" : "admitted" }),
  });
}

/**
 * A callback's argument is `{method, errorCode, errorMessage}`; the code is missing when the SDK has none.
 * @returns {import("./meeting.js").SdkError}
 */
function errorOf({ errorCode, errorMessage, result }) {
  const text = errorMessage || (typeof result === "string" ? result : "");
  return { code: errorCode === undefined ? undefined : String(errorCode), text };
}
