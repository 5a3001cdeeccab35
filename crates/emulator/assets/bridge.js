// The browser bridge. The Web Meeting SDK always calls https://{webEndpoint} on port 443. When that
// endpoint is the emulator, a page loads this script before the SDK:
//
//   <script src="{to}/bridge.js" data-endpoint="zoom.emulator.internal" data-to="{to}"></script>
//
// Requests and WebSockets for exactly that host then go to `data-to`, a path of the page's own
// origin or an absolute URL; everything else is left alone. Sockets that the SDK opens inside its
// workers (media) are out of reach of a page script and stay unanswered.
(() => {
  "use strict";
  const { endpoint, to } = document.currentScript.dataset;
  if (!endpoint || to === undefined) return;
  const base = new URL(to.replace(/\/+$/, "") + "/", document.baseURI);

  const bridged = (given) => {
    let url;
    try {
      url = new URL(given, document.baseURI);
    } catch {
      return given;
    }
    if (url.hostname !== endpoint) return given;
    const target = new URL(base.pathname.replace(/\/$/, "") + url.pathname + url.search, base);
    if (/^wss?:$/.test(url.protocol)) target.protocol = base.protocol === "https:" ? "wss:" : "ws:";
    return target.href;
  };

  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    return open.call(this, method, bridged(url), ...rest);
  };

  const fetch = window.fetch;
  window.fetch = (resource, options) => {
    if (!(resource instanceof Request)) return fetch(bridged(resource), options);
    const url = bridged(resource.url);
    return fetch(url === resource.url ? resource : new Request(url, resource), options);
  };

  window.WebSocket = new Proxy(window.WebSocket, {
    construct: (Socket, [url, ...rest]) => new Socket(bridged(url), ...rest),
  });
})();
