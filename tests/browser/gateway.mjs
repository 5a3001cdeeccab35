// The gateway with an emulated Zoom, as `countersign demo` starts them.

import { start } from "../countersign.mjs";

const SDK = new URL("node_modules/@zoom/meetingsdk/dist", import.meta.url).pathname;

export async function startGateway() {
  return new Gateway(await start(["demo", "--port", "0", "--format", "json", "--sdk-dir", SDK]));
}

class Gateway {
  constructor({ serves, stop }) {
    const { control, meetingSdk } = serves.emulator;
    this.base = serves.origin;
    this.app = { id: meetingSdk.clientId, secret: meetingSdk.clientSecret };
    this.stop = stop;
    this.#key = serves.key;
    this.#control = control;
  }

  #key;
  #control;

  /** @param {"meetings"|"webinars"} kind */
  create(kind, fields = {}) {
    return this.#post(`/v1/${kind}`, { topic: "Weekly review", ...fields });
  }

  /** A link to a page. */
  async link(kind, number, way, fields = {}) {
    return (await this.#post(`/v1/${kind}/${number}/${way}`, fields)).link;
  }

  /** What the host of a meeting could do, done at the emulator's control port: the participants by name. */
  async people(number) {
    const { meetings } = await (await this.#ask("GET", "/meetings")).json();
    const { participants } = meetings.find((meeting) => String(meeting.number) === String(number));
    return Object.fromEntries(participants.map(({ name, id }) => [name, id]));
  }

  change(number, id, change) {
    return this.#ask("PATCH", `/meetings/${number}/participants/${id}`, change);
  }

  remove(number, id) {
    return this.#ask("DELETE", `/meetings/${number}/participants/${id}`);
  }

  /** Loses somebody's connection. */
  cut(number, id) {
    return this.#ask("DELETE", `/meetings/${number}/participants/${id}/connection`);
  }

  /** Has a pretended host start it. */
  begin(number) {
    return this.#ask("POST", `/meetings/${number}/participants`, { name: "Host", role: "host" });
  }

  /** A Meeting SDK app of another account. */
  async foreignApp(published) {
    const ask = { kind: "meetingSdk", accountId: "another", published };
    const { clientId, clientSecret } = await (await this.#ask("POST", "/apps", ask)).json();
    return { id: clientId, secret: clientSecret };
  }

  /** What `join()` takes to come to a meeting of another account on behalf of this one's owner. */
  async onBehalf(number) {
    const { users } = await (await this.#ask("GET", "/users")).json();
    return this.#post(`/v1/meetings/${number}/join`, { userName: "Bot", onBehalfOf: users[0].email });
  }

  /** What `join()` takes to start a meeting. */
  session(number, way) {
    return this.#post(`/v1/meetings/${number}/${way}`, { userName: "Ada" });
  }

  /** Has the host's licence hold as many participants. */
  async holds(meetingCapacity) {
    const { users } = await (await this.#ask("GET", "/users")).json();
    return this.#ask("PATCH", `/users/${users[0].id}`, { meetingCapacity });
  }

  end(number) {
    return this.#ask("POST", `/meetings/${number}/end`);
  }

  #ask(method, path, body) {
    return send(method, this.#control + path, { "content-type": "application/json" }, body);
  }

  async #post(path, body) {
    const headers = { authorization: `Bearer ${this.#key}`, "content-type": "application/json" };
    return (await send("POST", this.base + path, headers, body)).json();
  }
}

async function send(method, url, headers, body) {
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}
