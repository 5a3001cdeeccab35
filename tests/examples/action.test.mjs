// action.yml, its steps run as a runner does, with a program that is there already.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";

import { output, program, root } from "../countersign.mjs";

const YAML = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))";

const anywhere = { program, listen: "127.0.0.1:0", control: "127.0.0.1:0" };

/** Starts what the action starts; `stop` ends it by its own id. */
async function act(inputs) {
  const folder = await mkdtemp(join(tmpdir(), "countersign-action-"));
  const python = join(root, "tests/foreign/.venv/bin/python");
  const read = await output(python, ["-c", YAML, join(root, "action.yml")]);
  assert.equal(read.code, 0, read.stderr);
  const action = JSON.parse(read.stdout);
  assert.equal(action.runs.using, "composite");
  for (const { shell, run } of action.runs.steps) assert.ok(shell === "bash" && run, "every step says its shell");
  const [build, start] = action.runs.steps;
  assert.equal(build.if, "inputs.program == ''");
  const env = { GITHUB_ENV: join(folder, "env"), GITHUB_ACTION_PATH: root, RUNNER_TEMP: folder };
  for (const [name, text] of Object.entries(start.env)) {
    const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text);
    assert.ok(input in action.inputs, input);
    env[name] = inputs[input] ?? action.inputs[input].default;
  }
  await writeFile(env.GITHUB_ENV, "");
  const { code, stdout } = await output("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", start.run], { env });
  const exported = Object.fromEntries((await readFile(env.GITHUB_ENV, "utf8")).trim().split("\n").map((line) => line.split(/=(.*)/s)));
  const stop = async () => {
    if (exported.COUNTERSIGN_EMULATOR_PID) process.kill(Number(exported.COUNTERSIGN_EMULATOR_PID));
    await rm(folder, { recursive: true });
  };
  return { code, stdout, exported, stop };
}

it("the action starts an emulator and tells the next steps where it is", async () => {
  const { code, stdout, exported, stop } = await act({ ...anywhere, tls: "127.0.0.1:0" });
  try {
    assert.equal(code, 0, stdout);
    const { COUNTERSIGN_ZOOM_API, COUNTERSIGN_ZOOM_OAUTH, ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET } = exported;
    const authorization = `Basic ${Buffer.from(`${ZOOM_CLIENT_ID}:${ZOOM_CLIENT_SECRET}`).toString("base64")}`;
    const form = new URLSearchParams({ grant_type: "account_credentials", account_id: ZOOM_ACCOUNT_ID });
    const token = await (await fetch(`${COUNTERSIGN_ZOOM_OAUTH}/oauth/token`, { method: "POST", headers: { authorization }, body: form })).json();
    const me = await fetch(`${COUNTERSIGN_ZOOM_API}/users/me`, { headers: { authorization: `Bearer ${token.access_token}` } });
    assert.equal(me.status, 200);
    assert.match(await readFile(exported.NODE_EXTRA_CA_CERTS, "utf8"), /BEGIN CERTIFICATE/);
  } finally {
    await stop();
  }
});

it("the action fails, and says why, when the emulator does not start", async () => {
  const { code, stdout, exported, stop } = await act({ ...anywhere, load: "no-such-seed.toml" });
  await stop();
  assert.equal(code, 1);
  assert.match(stdout, /^::error::the emulator did not start: .*cannot read no-such-seed\.toml/m);
  assert.equal(exported.COUNTERSIGN_ZOOM_API, undefined);
});
