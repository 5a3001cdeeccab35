// Joins with the real SDK in Client View, and keeps what it tells in `seen`.

const { endpoint } = document.currentScript.dataset;
const seen = [];

/** Calls the SDK: what it hands to `success`, or `{ errorCode, reason }`. */
const ask = (method, options = {}) =>
  new Promise((told) => {
    const error = ({ errorCode, errorMessage }) => told({ errorCode, reason: errorMessage });
    ZoomMtg[method]({ ...options, success: told, error });
  });

/** What `join()` ends in: `{ joined: true }` or `{ errorCode, reason }`. */
async function join({ password: passWord, preview = false, ...options }) {
  ZoomMtg.setZoomJSLib(`${location.origin}/sdk/lib`, "/av");
  ZoomMtg.preLoadWasm();
  ZoomMtg.prepareWebSDK();
  for (const name of ["onUserJoin", "onUserLeave", "onUserUpdate", "onUserIsInWaitingRoom", "onMeetingStatus", "onReceiveChatMsg"]) {
    ZoomMtg.inMeetingServiceListener(name, (payload) => seen.push([name, payload]));
  }
  const leaveUrl = `${location.origin}/left.html`;
  await ask("init", { leaveUrl, webEndpoint: endpoint, patchJsMedia: true, leaveOnPageUnload: true, disablePreview: !preview });
  const { errorCode, reason } = (await ask("join", { passWord, ...options })) ?? {};
  return errorCode ? { errorCode, reason } : { joined: true };
}

/** The participants as this client sees them; nobody while it is between two sockets, when it does not call back. */
const people = async () => {
  const unanswered = new Promise((told) => setTimeout(told, 1_000, {}));
  return (await Promise.race([ask("getAttendeeslist"), unanswered])).result?.attendeesList ?? [];
};
