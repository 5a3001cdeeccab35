// With an emulator only: whether it accepted the request to join. Client View does not get further than that with an
// emulator, and reports success and refusal alike; this tells them apart.

const INFO = "/api/v1/wc/info";

/** @returns {{ accepted: () => boolean }} */
export function listenToEmulator() {
  let accepted = false;
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (String(url).includes(INFO)) {
      this.addEventListener("load", () => {
        accepted = saysYes(this);
      });
    }
    return open.call(this, method, url, ...rest);
  };
  return { accepted: () => accepted };
}

function saysYes(request) {
  try {
    const text = request.responseType === "" || request.responseType === "text" ? request.responseText : null;
    const answer = text === null ? request.response : JSON.parse(text);
    return answer?.status === true;
  } catch {
    return false;
  }
}
