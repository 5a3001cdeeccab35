// What the server answered when the SDK asked to join. The SDK reports some answers under a code of its own that says
// nothing ("1", "200"), and Client View reports an acceptance that it cannot follow in the same way; the answer itself
// tells them apart. It is looked at on its way through, and not kept.

const INFO = "/api/v1/wc/info";

/** @typedef {{ status: boolean, errorCode?: number, errorMessage?: string }} Answer */

/**
 * @param {(answer: Answer) => void} tell called once for each answer
 * @returns {() => void} stops listening
 */
export function listenToAnswers(tell) {
  const { fetch } = window;
  const { open } = XMLHttpRequest.prototype;

  window.fetch = async (resource, options) => {
    const response = await fetch(resource, options);
    // Read before the SDK does, so that it is known when the SDK calls back.
    if (asksToJoin(resource?.url ?? resource)) read(await response.clone().text(), tell);
    return response;
  };
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (asksToJoin(url)) {
      this.addEventListener("readystatechange", () => this.readyState === 4 && read(textOf(this), tell));
    }
    return open.call(this, method, url, ...rest);
  };
  return () => {
    window.fetch = fetch;
    XMLHttpRequest.prototype.open = open;
  };
}

function asksToJoin(url) {
  return String(url).includes(INFO);
}

function textOf(request) {
  return request.responseType === "json" ? JSON.stringify(request.response) : request.responseText;
}

function read(text, tell) {
  try {
    const { status, errorCode, errorMessage } = JSON.parse(text);
    tell({ status, errorCode, errorMessage });
  } catch {
    // No JSON, no answer: the SDK says what it makes of it.
  }
}
