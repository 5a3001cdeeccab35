// What the server wrote on the page for its scripts.

/**
 * @typedef {object} Page
 * @property {"component"|"client"} view
 * @property {string} sdkBase absolute URL of the SDK's files, without `/lib`: the SDK refuses a relative one
 * @property {string} sdkVersion
 * @property {string} webEndpoint
 * @property {boolean} emulated the SDK talks to an emulator of Zoom
 */

/** @returns {Page} */
export function readPage() {
  const { view, sdkBase, sdkVersion, webEndpoint, emulated } = document.body.dataset;
  return {
    view: view === "client" ? "client" : "component",
    sdkBase: new URL(sdkBase, location.origin).href,
    sdkVersion,
    webEndpoint,
    emulated: emulated !== undefined,
  };
}

/**
 * Waits until the SDK's script has defined its global; the scripts before ours are deferred, so it either has by now
 * or never will.
 * @param {Page} page
 * @returns {{ missing: string } | { missing: null }}
 */
export function sdkState(page) {
  const name = page.view === "client" ? "ZoomMtg" : "ZoomMtgEmbedded";
  return { missing: name in globalThis ? null : name };
}
