// The emulator by itself, as `countersign emulate` starts it.

import { start } from "../countersign.mjs";

/** @param {string} control where its control port is to be; by default a free one */
export async function startEmulator(control = "127.0.0.1:0") {
  const { serves, stop } = await start(["emulate", "--listen", "127.0.0.1:0", "--control", control, "--format", "json"]);
  const { clientId, clientSecret } = serves.serverToServer;
  const answer = await fetch(`${serves.oauth}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "account_credentials", account_id: serves.accountId }),
  });
  if (!answer.ok) throw new Error(`no access token: ${answer.status}`);
  return new Emulator(serves, stop, (await answer.json()).access_token);
}

class Emulator {
  constructor(serves, stop, token) {
    this.inspector = serves.control;
    this.app = { id: serves.meetingSdk.clientId, secret: serves.meetingSdk.clientSecret };
    this.webhookSecret = serves.webhookSecretToken;
    this.stop = stop;
    this.#serves = serves;
    this.#token = token;
  }

  #serves;
  #token;

  /** Everything that must not be shown. */
  secrets() {
    const { serverToServer, meetingSdk, webhookSecretToken } = this.#serves;
    return [this.#token, webhookSecretToken, serverToServer.clientSecret, meetingSdk.clientSecret, meetingSdk.webhookSecretToken];
  }

  /** Asks the REST API; whatever it says. */
  rest(method, path, body) {
    const headers = { authorization: `Bearer ${this.#token}`, "content-type": "application/json" };
    return fetch(this.#serves.api + path, { method, headers, body: body && JSON.stringify(body) });
  }

  /** A meeting of the account's owner. */
  async create(fields = {}) {
    const answer = await this.rest("POST", "/users/me/meetings", { topic: "Weekly review", ...fields });
    if (!answer.ok) throw new Error(`no meeting: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** Posts what Component View posts to join: the answer. */
  async join(fields) {
    const url = `${this.#serves.oauth}/api/v1/wc/info`;
    const body = new URLSearchParams({ signatureType: "sdk", lang: "en-US", ulsm: "0", cv: "6.2.0", ...fields });
    return (await fetch(url, { method: "POST", body })).json();
  }

  /** Asks the control port. */
  async control(method, path, body) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(this.inspector + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text && JSON.parse(text);
  }
}
