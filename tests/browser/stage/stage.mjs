// An emulator, a browser, and pages that hold the real SDK in either view.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "../../countersign.mjs";
import { launch } from "../chromium.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const sdk = join(here, "../node_modules/@zoom/meetingsdk/dist");
const start_time = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, "");
const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

/** Milliseconds; a busy machine is no fault. */
const PATIENCE = 30_000;

export class Stage {
  static async build() {
    const emulate = ["emulate", "--format", "json", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"];
    const stage = new Stage();
    stage.program = await start(emulate);
    stage.facts = stage.program.serves;
    stage.server = await serve(stage.facts);
    stage.browser = await launch();
    return stage;
  }

  async strike() {
    await this.browser.close();
    this.server.close();
    await this.program.stop();
  }

  /** Closes what a test left open, so that its host is in no meeting when the next one starts. */
  async clear() {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  /** Calls the emulated REST API as the account's app. */
  async zoom(method, path, body) {
    this.token ??= await this.accessToken();
    return answer(await fetch(`${this.facts.api}${path}`, request(method, body, { authorization: `Bearer ${this.token}` })));
  }

  async control(method, path, body) {
    return answer(await fetch(`${this.facts.control}${path}`, request(method, body, {})));
  }

  async accessToken() {
    const { accountId, serverToServer, oauth } = this.facts;
    const basic = Buffer.from(`${serverToServer.clientId}:${serverToServer.clientSecret}`).toString("base64");
    const body = new URLSearchParams({ grant_type: "account_credentials", account_id: accountId });
    const headers = { authorization: `Basic ${basic}` };
    return (await answer(await fetch(`${oauth}/oauth/token`, { method: "POST", headers, body }))).access_token;
  }

  meeting(settings = {}) {
    return this.zoom("POST", "/users/me/meetings", { topic: "Rehearsal", type: 2, start_time, settings });
  }

  webinar(settings = {}) {
    return this.zoom("POST", "/users/me/webinars", { topic: "Premiere", type: 5, start_time, settings });
  }

  sign(mn, role, claims = {}, { clientId, clientSecret } = this.facts.meetingSdk) {
    const now = Math.floor(Date.now() / 1000);
    const payload = { appKey: clientId, mn: String(mn), role, iat: now - 30, exp: now + 7200, tokenExp: now + 7200, ...claims };
    const text = [{ alg: "HS256", typ: "JWT" }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const signed = text.join(".");
    return `${signed}.${createHmac("sha256", clientSecret).update(signed).digest("base64url")}`;
  }

  guest({ id, password }, userName, more = {}) {
    const signature = this.sign(id, 0);
    return { meetingNumber: String(id), password, userName, userEmail: "guest@example.com", signature, ...more };
  }

  async zak(user = "me") {
    return (await this.zoom("GET", `/users/${user}/token?type=zak`)).token;
  }

  /** Starts the meeting as its host, or as another user. */
  async host(meeting, userName, user) {
    return this.guest(meeting, userName, { signature: this.sign(meeting.id, 1), zak: await this.zak(user) });
  }

  /**
   * A page on which `join()` was called; `outcome` is what it ends in.
   * @param {"component"|"client"} view
   * @param {(page) => Promise<void>} prepare what to do to the page before it is opened
   */
  async open(options, view = "component", prepare = async () => {}) {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    await prepare(page);
    await page.goto(`http://localhost:${this.server.address().port}/${view}.html`);
    return new Actor(page, page.evaluate((options) => join(options), options));
  }

  async enter(options, view) {
    const actor = await this.open(options, view);
    assert.deepEqual(await actor.outcome, { joined: true });
    return actor;
  }
}

export class Actor {
  constructor(page, outcome) {
    this.page = page;
    this.outcome = outcome;
  }

  /** Calls Client View's SDK, and says what it answers. */
  ask(method, options) {
    return this.page.evaluate(([method, options]) => ask(method, options), [method, options]);
  }

  /** Calls Component View's client. */
  call(method, ...args) {
    return this.page.evaluate(([method, args]) => client[method](...args), [method, args]);
  }

  /** Waits until the SDK has told an event with these fields, and forgets what it told before. */
  async sees(name, fields) {
    const told = ([name, fields]) => {
      const fits = (payload) => Object.entries(fields).every(([key, value]) => payload[key] === value);
      const at = seen.findIndex(([event, payload]) => event === name && [payload].flat().some(fits));
      return at >= 0 && seen.splice(0, at + 1).length > 0;
    };
    await this.page.waitForFunction(told, [name, fields], { timeout: PATIENCE });
  }

  /** The first event told with these fields: `[name, payload]`. */
  async told(name, fields) {
    const told = ([name, fields]) =>
      seen.find(([event, payload]) => event === name && Object.entries(fields).every(([key, value]) => payload[key] === value));
    return (await this.page.waitForFunction(told, [name, fields], { timeout: PATIENCE })).jsonValue();
  }

  people() {
    return this.page.evaluate(() => people());
  }

  /** The id of the participant with this name. */
  async id(userName) {
    // Not by waitForFunction: the promise that is asked for counts as found.
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      const id = (await this.people()).find((person) => person.userName === userName)?.userId;
      if (id !== undefined) return id;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`nobody is called ${userName}`);
  }

  async shows(text) {
    await this.page.getByText(text).first().waitFor({ timeout: PATIENCE });
  }

  close() {
    return this.page.context().close();
  }
}

function request(method, body, headers) {
  if (body === undefined) return { method, headers };
  return { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function answer(response) {
  const text = await response.text();
  assert.ok(response.ok, `${response.status} ${response.url}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** The pages and the SDK, cross-origin isolated as the gateway's are. */
async function serve({ oauth, webEndpoint }) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    const file = path.startsWith("/sdk/") ? join(sdk, path.slice(5)) : join(here, path);
    try {
      let content = await readFile(file);
      if (path.endsWith(".html")) {
        content = String(content).replaceAll("{emulator}", oauth).replaceAll("{endpoint}", webEndpoint);
      }
      response.writeHead(200, {
        "content-type": types[extname(file)] ?? "application/octet-stream",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
