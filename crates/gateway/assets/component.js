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

/** The SDK has one client for each page; it is set up once and may join again and again. */
let ready = null;

/**
 * Asks the SDK to join, once.
 * @param {Record<string, string>} options for `join()`
 * @param {import("./page.js").Page} page
 * @param {(event: import("./meeting.js").MeetingEvent) => void} tell
 */
export async function join(options, page, tell) {
  try {
    ready ??= setUp(page, tell);
    const client = await ready;
    const { passWord, ...rest } = options;
    await client.join({ ...rest, password: passWord });
  } catch (thrown) {
    tell({ kind: "refused", error: errorOf(thrown) });
  }
}

/** Where the SDK opens its lists: over the meeting's right edge. Beside the video, its own choice, is off the page. */
function beside() {
  return { popper: { anchorElement: document.getElementById("panel"), placement: "bottom-end" } };
}

async function setUp(page, tell) {
  const root = document.getElementById("meeting");
  root.parentElement.hidden = false;
  const client = globalThis.ZoomMtgEmbedded.createClient();
  await client.init({
    zoomAppRoot: root,
    language: "en-US",
    assetPath: `${page.sdkBase}/lib/av`,
    patchJsMedia: true,
    leaveOnPageUnload: true,
    webEndpoint: page.webEndpoint,
    disableCORP: !globalThis.crossOriginIsolated,
    customize: {
      video: {
        defaultViewType: "gallery",
        isResizable: false,
        viewSizes: { default: fit(root.parentElement) },
        popper: { disableDraggable: true },
      },
      participants: beside(),
      chat: beside(),
      setting: beside(),
    },
  });
  // Before init() the SDK throws at on().
  listen(client, root, tell);
  return client;
}

function listen(client, root, tell) {
  let joined = false;
  const people = () => tell({ kind: "people", count: client.getAttendeeslist()?.length ?? 0 });
  for (const change of ["user-added", "user-removed", "user-updated"]) client.on(change, people);
  client.on("connection-change", ({ state, reason, errorCode }) => {
    if (state === "Connected") {
      if (!joined) followSize(client, root);
      joined = true;
      root.parentElement.hidden = false;
      tell({ kind: "connected" });
    }
    if (state === "Reconnecting") tell({ kind: "reconnecting" });
    if (state === "Closed") {
      root.parentElement.hidden = true;
      tell({ kind: CLOSED[reason] ?? "left", reason });
    }
    // Before, join() itself says it.
    if (state === "Fail" && joined) tell({ kind: "refused", error: errorOf({ reason, errorCode }) });
  });
  const held = (held) => {
    root.classList.toggle("held", held);
    tell({ kind: held ? "held" : "admitted" });
  };
  watchScreens(() => root.innerText, { screen: () => {}, held });
}

/** What the SDK draws around the video it was given a size for. */
const FRAME = { width: 8, height: 104 };

/** The SDK sizes its video by numbers, not by its container, and keeps it 16 to 9. */
function fit({ clientWidth, clientHeight }) {
  const widest = ((clientHeight - FRAME.height) * 16) / 9;
  const width = Math.floor(Math.max(240, Math.min(clientWidth - FRAME.width, widest)));
  return { width, height: Math.floor((width * 9) / 16) };
}

/** What the SDK draws in a meeting takes no room of its own; ours is made as large, to have it in the middle. */
function followSize(client, root) {
  const screen = root.parentElement;
  let size = fit(screen);
  const makeRoom = () => {
    root.style.width = `${size.width + FRAME.width}px`;
    root.style.height = `${size.height + FRAME.height}px`;
  };
  makeRoom();
  new ResizeObserver(() => {
    const now = fit(screen);
    if (now.width === size.width) return;
    size = now;
    makeRoom();
    client.updateVideoOptions({ viewSizes: { default: size } });
  }).observe(screen);
}

/**
 * A rejection is `{type, reason, errorCode}` or an exception.
 * @returns {import("./meeting.js").SdkError}
 */
function errorOf(thrown) {
  const code = thrown?.errorCode;
  return { code: code === undefined ? undefined : String(code), text: message(thrown) };
}
