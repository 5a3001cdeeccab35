// The gateway with an emulated Zoom, as `crates/gateway/examples/pages.rs` starts them, or one that already runs
// (COUNTERSIGN_PAGES holds the line of JSON it printed).

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const ROOT = new URL("../../", import.meta.url).pathname;
const SDK = new URL("node_modules/@zoom/meetingsdk", import.meta.url).pathname;

export async function startGateway() {
  if (process.env.COUNTERSIGN_PAGES) return new Gateway(JSON.parse(process.env.COUNTERSIGN_PAGES), () => {});
  const run = ["run", "-q", "-p", "countersign-gateway", "--example", "pages", "--", SDK];
  const child = spawn("cargo", run, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface(child.stdout)) return new Gateway(JSON.parse(line), () => child.kill());
  throw new Error("the gateway did not start");
}

class Gateway {
  constructor(serves, stop) {
    this.base = serves.base;
    this.host = serves.host;
    this.app = { id: serves.clientId, secret: serves.clientSecret };
    this.stop = stop;
    this.#key = serves.apiKey;
    this.#control = serves.control;
  }

  #key;
  #control;

  /** @param {"meetings"|"webinars"} kind */
  create(kind, fields = {}) {
    return this.#post(`/v1/${kind}`, { host: this.host, topic: "Weekly review", ...fields });
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
