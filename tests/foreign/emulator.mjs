// One emulator for the clients of a file.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { start } from "../countersign.mjs";

const ANY_PORT = "127.0.0.1:0";

/** Starts it; `env` is what its clients need to know. */
export async function emulator() {
  const authority = await mkdtemp(join(tmpdir(), "countersign-ca-"));
  const tls = ["--tls", ANY_PORT, "--tls-dir", authority];
  const { serves, stop } = await start(["emulate", "--listen", ANY_PORT, "--control", ANY_PORT, ...tls, "--format", "json"]);
  const env = {
    ZOOM_ACCOUNT_ID: serves.accountId,
    ZOOM_CLIENT_ID: serves.serverToServer.clientId,
    ZOOM_CLIENT_SECRET: serves.serverToServer.clientSecret,
    ZOOM_HOST: serves.host.email,
    ZOOM_API: serves.api,
    ZOOM_OAUTH: serves.oauth,
    EMULATOR_TLS_URL: serves.tls,
    NODE_EXTRA_CA_CERTS: join(authority, "ca.pem"),
  };
  return {
    env,
    meetingSdk: serves.meetingSdk,
    serverToServer: serves.serverToServer,
    host: serves.host,
    /** Asks the control port: what it answers, as JSON. */
    async control(method, path, body) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(serves.control + path, { method, headers, body: body && JSON.stringify(body) });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? null : response.json();
    },
    async stop() {
      await stop();
      await rm(authority, { recursive: true });
    },
  };
}
