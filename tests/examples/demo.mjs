// One demo for the examples of a file.

import { start } from "../countersign.mjs";

/** Where the page of the HTML example is served, as its README says. */
export const PAGE_ORIGIN = "http://localhost:8000";

/** Starts it; `env` is what the README has one export. */
export async function demo() {
  const { serves, stop } = await start(["demo", "--port", "0", "--allow-origin", PAGE_ORIGIN, "--format", "json"]);
  const env = { COUNTERSIGN_URL: serves.origin, COUNTERSIGN_API_KEY: serves.key };
  /** Asks the gateway with the demo's key: `{ status, body }`. */
  const ask = (method, path, body) =>
    request(new URL(path, serves.origin), method, body, { authorization: `Bearer ${serves.key}` });
  /** Asks the emulator's control port for what must work. */
  const control = async (method, path, body) => {
    const answer = await request(new URL(path, serves.emulator.control), method, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return { origin: serves.origin, env, ask, control, stop };
}

async function request(url, method, body, headers = {}) {
  if (body) headers["content-type"] = "application/json";
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}
