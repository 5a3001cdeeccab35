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
  }

  #key;

  /** @param {"meetings"|"webinars"} kind */
  create(kind, fields = {}) {
    return this.#post(`/v1/${kind}`, { host: this.host, topic: "Weekly review", ...fields });
  }

  /** A link to a page. */
  async link(kind, number, way, fields = {}) {
    return (await this.#post(`/v1/${kind}/${number}/${way}`, fields)).link;
  }

  /** Ends it, as Zoom's REST API does. */
  async remove(kind, number) {
    await this.#send("DELETE", `/v1/${kind}/${number}`);
  }

  async #post(path, body) {
    return (await this.#send("POST", path, body)).json();
  }

  async #send(method, path, body) {
    const headers = { authorization: `Bearer ${this.#key}`, "content-type": "application/json" };
    const answer = await fetch(this.base + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}
