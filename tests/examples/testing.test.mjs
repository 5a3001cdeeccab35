// The programs and the seed of docs/testing.md, run as they stand.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";

import { output, root, start } from "../countersign.mjs";

const PROGRAMS = [
  ["Node", "js", "zoom.mjs", "node"],
  ["Python", "python", "zoom.py", "python3"],
  ["PHP", "php", "zoom.php", "php"],
  ["Java", "java", "ZoomTest.java", "java"],
  [".NET", "csharp", "ZoomTest.cs", mono],
];

let page;
let folder;
let zoom;
before(async () => {
  page = await readFile(join(root, "docs/testing.md"), "utf8");
  folder = await mkdtemp(join(tmpdir(), "countersign-testing-"));
  await writeFile(join(folder, "seed.toml"), block("toml"));
  const ports = ["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"];
  zoom = await start(["emulate", ...ports, "--load", join(folder, "seed.toml"), "--format", "json"]);
});
after(async () => {
  await zoom?.stop();
  await rm(folder, { recursive: true });
});

/** The only block of this language. */
function block(language) {
  const found = [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))];
  assert.equal(found.length, 1, language);
  return found[0][1];
}

/** What the REST API says of it. */
async function meeting(number) {
  const { oauth, api, accountId, serverToServer } = zoom.serves;
  const basic = Buffer.from(`${serverToServer.clientId}:${serverToServer.clientSecret}`).toString("base64");
  const form = new URLSearchParams({ grant_type: "account_credentials", account_id: accountId });
  const answer = await fetch(`${oauth}/oauth/token`, { method: "POST", headers: { authorization: `Basic ${basic}` }, body: form });
  const { access_token } = await answer.json();
  return (await fetch(`${api}/meetings/${number}`, { headers: { authorization: `Bearer ${access_token}` } })).json();
}

/** Compiles as the page says, and answers what to run. */
async function mono(source) {
  const { code, stderr } = await output("sh", ["-c", `cd "${folder}" && ${page.match(/`(mcs .*?) &&/)[1]}`]);
  assert.equal(code, 0, stderr);
  return ["mono", source.replace(/cs$/, "exe")];
}

for (const [name, language, file, command] of PROGRAMS) {
  it(`the program in ${name} makes a meeting in the emulator`, async () => {
    await writeFile(join(folder, file), block(language));
    const { accountId, serverToServer, api, oauth } = zoom.serves;
    const source = join(folder, file);
    const [program, ...args] = typeof command === "string" ? [command, source] : await command(source);
    const { code, stdout, stderr } = await output(program, args, {
      env: {
        COUNTERSIGN_ZOOM_API: api,
        COUNTERSIGN_ZOOM_OAUTH: oauth,
        ZOOM_ACCOUNT_ID: accountId,
        ZOOM_CLIENT_ID: serverToServer.clientId,
        ZOOM_CLIENT_SECRET: serverToServer.clientSecret,
      },
    });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^meeting \d{9,11}\n$/);
    const number = stdout.trim().split(" ")[1];
    assert.equal((await meeting(number)).topic, "A test");
  });
}
