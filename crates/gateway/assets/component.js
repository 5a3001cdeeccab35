// Component View: Zoom's meeting as a part of this page.

import { watchScreens } from "./screens.js";
import { message } from "./watch.js";

/** Why a meeting closed, in the SDK's words, and in which of our states that is. */
const CLOSED = {
  "ended by host": "ended",
  "free meeting ended": "ended",
  "RSGW ended": "ended",
  "kicked by host": "removed",
  "duplicated session": "duplicate",
};

/**
 * Asks the SDK to join, once.
 * @param {Record<string, string>} options for `join()`
 * @param {import("./page.js").Page} page
 * @param {(event: import("./meeting.js").MeetingEvent) => void} tell
 */
export async function join(options, page, tell) {
  const root = document.getElementById("meeting");
  root.hidden = false;
  const client = globalThis.ZoomMtgEmbedded.createClient();
  try {
    await client.init({
      zoomAppRoot: root,
      language: "en-US",
      assetPath: `${page.sdkBase}/lib/av`,
      patchJsMedia: true,
      leaveOnPageUnload: true,
      webEndpoint: page.webEndpoint,
      disableCORP: !globalThis.crossOriginIsolated,
      customize: { video: { isResizable: false, viewSizes: { default: viewSize(root) }, popper: { disableDraggable: true } } },
    });
    // Before init() the SDK throws at on().
    listen(client, root, tell);
    const { passWord, ...rest } = options;
    await client.join({ ...rest, password: passWord });
  } catch (thrown) {
    tell({ kind: "refused", error: errorOf(thrown) });
  }
}

function listen(client, root, tell) {
  const people = () => tell({ kind: "people", count: client.getAttendeeslist()?.length ?? 0 });
  for (const change of ["user-added", "user-removed", "user-updated"]) client.on(change, people);
  client.on("connection-change", ({ state, reason }) => {
    if (state === "Connected") tell({ kind: "connected" });
    if (state === "Reconnecting") tell({ kind: "reconnecting" });
    if (state === "Closed") tell({ kind: CLOSED[reason] ?? "left", reason });
  });
  watchScreens(() => root, { screen: () => {}, held: (held) => tell({ kind: held ? "held" : "admitted" }) });
}

/** The SDK sizes its video by numbers, not by its container. */
function viewSize(root) {
  const width = Math.max(240, Math.min(root.clientWidth || 960, 1200));
  const height = Math.max(240, Math.min(Math.round((width * 9) / 16), innerHeight - 220));
  return { width, height };
}

/**
 * A rejection is `{type, reason, errorCode}` or an exception.
 * @returns {import("./meeting.js").SdkError}
 */
function errorOf(thrown) {
  const code = thrown?.errorCode;
  return { code: code === undefined ? undefined : String(code), text: message(thrown) };
}
