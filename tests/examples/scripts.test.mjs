// The examples that are programs, run as they stand: what they print, and what the gateway then says.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { output, root } from "../countersign.mjs";
import { demo } from "./demo.mjs";

const SCRIPTS = [
  ["curl", "bash", "curl/meetings.sh"],
  ["Node", "node", "node/meetings.mjs"],
  ["Python", "python3", "python/meetings.py"],
  ["PHP", "php", "php/meetings.php"],
];

let gateway;
before(async () => {
  gateway = await demo();
});
after(() => gateway?.stop());

const run = (command, file, env = {}) =>
  output(command, [join("examples", file)], { cwd: root, env: { ...gateway.env, ...env } });

for (const [name, command, file] of SCRIPTS) {
  describe(`the example in ${name}`, () => {
    let printed;
    let entries;
    before(async () => {
      const { code, stdout, stderr } = await run(command, file);
      assert.equal(code, 0, stdout + stderr);
      printed = stdout;
      entries = Object.fromEntries([...stdout.matchAll(ENTRY)].map(({ groups }) => [groups.kind, groups]));
    });

    for (const kind of ["meeting", "webinar"]) {
      it(`creates a ${kind}`, async () => {
        const { status, body } = await gateway.ask("GET", `/v1/${kind}s/${entries[kind].number}`);
        assert.equal(status, 200);
        assert.equal(body.topic, `A ${kind} from ${name}`);
      });

      it(`prints a link that starts the ${kind} and one that joins it`, async () => {
        for (const intent of ["start", "join"]) {
          const link = entries[kind][intent];
          assert.equal((await fetch(link)).status, 200);
          const session = await sessionOf(link);
          assert.equal(session.meetingNumber, entries[kind].number);
          assert.equal(session.intent, intent);
          assert.equal(session.webinar, kind === "webinar");
          assert.equal(Boolean(session.zak), intent === "start");
          if (intent === "join") assert.equal(session.userName, "Ada Lovelace");
        }
      });

      it(`has a signature for the ${kind}`, async () => {
        const { signature, sdkKey } = (await gateway.ask("POST", "/", { meetingNumber: entries[kind].number, role: 0 })).body;
        assert.equal(entries[kind].sdkKey, sdkKey);
        assert.equal(Number(entries[kind].length), signature.length);
      });
    }

    it("says why nothing can be joined, in Zoom's words", () => {
      const refusal = printed.split("\n").slice(8).join("\n");
      assert.match(refusal, /^nothing to join: .*404.*3001.*Meeting does not exist: 123\./);
    });

    it("prints no secret", async () => {
      assert.ok(!printed.includes(gateway.env.COUNTERSIGN_API_KEY));
      assert.doesNotMatch(printed, /eyJ|zak|passWord/i);
    });

    it("ends badly, and says why, when the API key is not one", async () => {
      const { code, stderr } = await run(command, file, { COUNTERSIGN_API_KEY: `cs_${"x".repeat(43)}` });
      assert.notEqual(code, 0);
      assert.match(stderr, /the API key is not known here or was revoked/);
    });
  });
}

const ENTRY =
  /^(?<kind>meeting|webinar) (?<number>\d+)\n {2}start: (?<start>\S+)\n {2}join: {2}(?<join>\S+)\n {2}a signature of (?<length>\d+) characters by (?<sdkKey>\S+)$/gm;

/** What the page of a link asks for. */
async function sessionOf(link) {
  const response = await fetch(`${link}/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(link).origin },
    body: JSON.stringify({ userName: "", userEmail: "", view: "component" }),
  });
  assert.equal(response.status, 200);
  return response.json();
}
