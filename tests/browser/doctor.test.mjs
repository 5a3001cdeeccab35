// The Doctor's page: whatever is pasted or dropped is recognised and judged while one types, nothing of it stays in the
// browser or goes elsewhere, a link carries a case and no secret, and all of it works without scripts as well.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, launch, picture, visitor } from "./chromium.mjs";
import { startGateway } from "./gateway.mjs";
import { brokenInputs, goodInput } from "./signatures.mjs";

let browser, gateway, meeting, good, broken;
before(async () => {
  [browser, gateway] = await Promise.all([launch(), startGateway()]);
  meeting = await gateway.create("meetings", { settings: { join_before_host: true } });
  good = goodInput(gateway.app, meeting).signature;
  broken = (what) => brokenInputs(gateway.app)[what](meeting).signature;
});
after(async () => {
  await browser?.close();
  gateway?.stop();
});

async function opened(how) {
  const page = await visitor(browser, how);
  await page.goto(`${gateway.base}/doctor`);
  return page;
}

/** What pasting gives: the answer's own words. */
async function pasted(page, text) {
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/doctor") && answer.request().method() === "POST");
  await page.fill("#input", text);
  await answered;
  await page.locator("#answer:not([aria-busy]) .answer, #answer:not([aria-busy]) .note").first().waitFor();
}

const rules = (page) => page.locator(".finding .tags code").allTextContents();
const takenFor = (page) => page.locator("#taken-for strong").textContent();

/** By what it is taken for: what to paste, and what is found. */
const PASTES = {
  "a signature": [() => broken("meetingNumber claim"), "missing-mn"],
  "a signature with “Bearer” before it": [() => `Bearer ${good}`, "token-quoted"],
  "the answer of an endpoint that signs": [() => JSON.stringify({ signature: broken("expired"), sdkKey: gateway.app.id }), "expired-hardcoded"],
  "a case in JSON": [() => JSON.stringify({ signature: broken("expired"), view: "client" }), "expired-hardcoded"],
  "an error object of the SDK": [() => "{type: 'JOIN_MEETING_FAILED', reason: 'Meeting Passcode wrong.', errorCode: 3004}", "wrong-passcode"],
  "a JavaScript exception": [() => "Uncaught TypeError: Cannot read properties of undefined (reading 'toString')\n    at join (x.js:1:2)", "undefined-optional"],
  "an error code": [() => "3099", "registration-no-tk"],
  "options of client.join(), Component View": [
    () => `client.join({ signature: "${good}", meetingNumber: "81234567890", userName: name, passWord: "x" })`,
    "mn-mismatch",
  ],
};

/** Code that signs the meeting number under a name that Zoom does not read, by language. */
const CODE = {
  JavaScript: `const payload = { appKey: key, sdkKey: key, meetingNumber: number, role: 0, iat, exp, tokenExp: exp };
const token = jwt.sign(payload, secret, { algorithm: "HS256" });`,
  Python: `iat = int(time.time()) - 30
payload = {"appKey": key, "sdkKey": key, "meetingNumber": number, "role": 0, "iat": iat, "exp": iat + 7200, "tokenExp": iat + 7200}
token = jwt.encode(payload, secret, algorithm="HS256")`,
};

test("whatever is pasted is recognised and judged while one types", async () => {
  const page = await opened();
  for (const [words, [text, rule]] of Object.entries(PASTES)) {
    await pasted(page, text());
    assert.equal(await takenFor(page), words);
    const found = await rules(page);
    assert.ok(found.includes(rule), `${words}: ${found}`);
    assert.match(await page.locator("#status").textContent(), /finding/, "a screen reader hears it");
  }
  for (const [language, code] of Object.entries(CODE)) {
    await pasted(page, code);
    assert.equal(await takenFor(page), `code in ${language}`);
    assert.ok((await rules(page)).includes("missing-mn"), `${language}: ${await rules(page)}`);
    assert.match(await page.locator(".evidence dt").first().textContent(), /code, line \d+:\d+/);
  }
  assert.deepEqual(page.violations, []);
  assert.deepEqual(page.foreign, []);
  await page.context().close();
});

test("a wrong guess can be corrected", async () => {
  const page = await opened();
  await pasted(page, "3712");
  await page.click("text=Something else?");
  assert.equal(await page.evaluate(() => document.activeElement.id), "kind");
  await page.selectOption("#kind", "signature");
  await page.locator("#taken-for", { hasText: "no dots" }).waitFor();
  assert.deepEqual(await rules(page), ["not-a-token"]);
  await page.context().close();
});

test("a field that a case does not have is named", async () => {
  const page = await opened();
  await pasted(page, '{"signatur": "x"}');
  assert.match(await page.getByRole("alert").textContent(), /unknown field `signatur`/);
  await page.context().close();
});

test("offending places are marked with words, and lead to their finding", async () => {
  const page = await opened();
  await pasted(page, `"${broken("meetingNumber claim")}"`);
  const mark = page.locator(".token .text mark").first();
  assert.match(await mark.textContent(), /^".*token-quoted/);
  assert.match(await page.locator(".claims tr", { hasText: "mn" }).first().textContent(), /missing-mn/);
  assert.match(await page.locator(".claims tr", { hasText: "iat" }).first().textContent(), /issued .* ago/);
  const rest = good.split(".")[2].slice(6, -6);
  assert.ok(!(await page.locator("#answer").textContent()).includes(rest), "the third part is shortened");
  await mark.locator("a").click();
  assert.match(await page.locator(".finding:target").textContent(), /token-quoted/);
  await page.context().close();
});

test("a secret says which one signed, and is nowhere afterwards", async () => {
  const page = await opened();
  const secret = "canary-of-the-server-to-server-app";
  await page.click("#secrets summary");
  await page.fill("#client_secret", gateway.app.secret);
  await page.fill("#s2s_secret", secret);
  await pasted(page, good);
  assert.match(await page.locator("#verdict").textContent(), /Nothing is wrong/);
  const kept = await page.evaluate(async () => [
    { ...localStorage }, { ...sessionStorage }, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length, location.href,
    document.documentElement.outerHTML, history.state,
  ]);
  const text = JSON.stringify(kept);
  for (const value of [secret, gateway.app.secret]) assert.ok(!text.includes(value), "a secret stayed");
  assert.deepEqual(kept.slice(0, 6), [{}, {}, "", 0, 0, `${gateway.base}/doctor`]);
  await page.context().close();
});

test("code is shown in the language that was chosen, which the address remembers", async () => {
  const page = await opened();
  await pasted(page, broken("padded base64"));
  const visible = () => page.locator(".finding .code:visible").evaluateAll((figures) => [...new Set(figures.map((figure) => figure.dataset.language))]);
  assert.deepEqual(await visible(), ["js"]);
  await page.check("#in-python");
  assert.deepEqual(await visible(), ["python"]);
  assert.equal(new URL(page.url()).hash, "#lang=python");
  await page.reload();
  assert.ok(await page.isChecked("#in-python"));
  await pasted(page, broken("padded base64"));
  await page.locator(".finding .code:visible .copy").first().click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /rstrip/);
  await page.context().close();
});

test("a file is dropped or chosen, and what is none is refused", async () => {
  const page = await opened();
  const dropped = await page.evaluateHandle((text) => {
    const files = new DataTransfer();
    files.items.add(new File([text], "case.json"));
    return files;
  }, JSON.stringify({ signature: broken("meetingNumber claim"), view: "client" }));
  await page.dispatchEvent(".ask", "drop", { dataTransfer: dropped });
  await page.locator("#taken-for", { hasText: "a case in JSON" }).waitFor();
  await page.setInputFiles("#file", { name: "token.txt", mimeType: "text/plain", buffer: Buffer.from(`${broken("expired")}\n`) });
  await page.locator("#taken-for strong", { hasText: /^a signature$/ }).waitFor();
  assert.equal((await rules(page))[0], "expired-hardcoded");
  await page.setInputFiles("#file", { name: "a.png", mimeType: "image/png", buffer: Buffer.from([137, 80, 0, 1]) });
  assert.match(await page.getByRole("alert").textContent(), /a\.png is not a text/);
  await page.context().close();
});

test("a link carries a case without what opens a meeting", async () => {
  const page = await opened();
  const join = { meetingNumber: "81234567890", userName: "canary-name", passWord: "canary-pass", zak: "canary-zak" };
  await page.click("#secrets summary");
  await page.fill("#client_secret", gateway.app.secret);
  await pasted(page, JSON.stringify({ signature: broken("meetingNumber claim"), join, error: { code: 3712 } }));
  const told = await rules(page);
  const link = await page.locator("#link").evaluate((anchor) => anchor.href);
  const carried = Buffer.from(new URL(link).hash.replace("#case=", ""), "base64url").toString();
  for (const secret of ["canary", gateway.app.secret, broken("meetingNumber claim").split(".")[2]]) assert.ok(!carried.includes(secret), carried);
  assert.equal(new URL(link).search, "");

  const other = await visitor(browser);
  await other.goto(link);
  await other.locator(".answer").waitFor();
  assert.deepEqual(await rules(other), told);
  assert.ok(await other.isVisible("#linked"));
  await pasted(other, "3004");
  assert.ok(await other.isHidden("#linked"));
  assert.equal(new URL(other.url()).hash, "", "the address no longer claims to be that case");
  for (const text of ["#case=%", "#case=bm90IEpTT04", "#case="]) {
    await other.goto("about:blank");
    await other.goto(`${gateway.base}/doctor${text}`);
    assert.match(await other.getByRole("alert").textContent(), /The link is broken/, text);
  }
  for (const visit of [page, other]) assert.deepEqual([visit.violations, visit.foreign], [[], []]);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("without scripts the form answers, and shows no control that needs one", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${gateway.base}/doctor`);
  await page.check("#in-go");
  await page.fill("#input", broken("padded base64"));
  await page.click("main button");
  assert.equal(new URL(page.url()).hash, "#answer");
  assert.ok((await rules(page)).includes("base64url-padding"));
  assert.equal(await page.locator('.code:visible[data-language="go"]').count(), await page.locator(".code:visible").count());
  assert.ok(await page.isChecked("#in-go"));
  assert.equal(await page.locator(".copy:visible, [data-scripted]:visible").count(), 0);
  await context.close();
});

test("headings, names and labels are in order once there is an answer", async () => {
  const page = await opened();
  await pasted(page, broken("meetingNumber claim"));
  const faults = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const levels = [...document.querySelectorAll("main h1, main h2, main h3, main h4")].map((heading) => Number(heading.tagName[1]));
    const nameless = [...document.querySelectorAll("input, textarea, select, button, a")].filter(
      (control) => !(control.labels?.length || control.textContent.trim() || control.getAttribute("aria-label")),
    );
    const lost = [...document.querySelectorAll("[aria-labelledby], [aria-describedby]")].filter((element) =>
      `${element.getAttribute("aria-labelledby") ?? ""} ${element.getAttribute("aria-describedby") ?? ""}`.trim().split(/\s+/).some((id) => !document.getElementById(id)),
    );
    return {
      twice: ids.filter((id, at) => ids.indexOf(id) !== at),
      leaps: levels.filter((level, at) => at > 0 && level > levels[at - 1] + 1),
      headings: levels.filter((level) => level === 1).length,
      nameless: nameless.map((control) => control.outerHTML),
      lost: lost.map((element) => element.outerHTML),
    };
  });
  assert.deepEqual(faults, { twice: [], leaps: [], headings: 1, nameless: [], lost: [] });
  await page.context().close();
});

for (const [look, how] of Object.entries({
  "desktop-light": { viewport: DESKTOP, colorScheme: "light" },
  "desktop-dark": { viewport: DESKTOP, colorScheme: "dark" },
  "phone-light": { viewport: PHONE, colorScheme: "light" },
  "phone-dark": { viewport: PHONE, colorScheme: "dark" },
})) {
  test(`it looks right, ${look}`, async () => {
    const page = await opened(how);
    await picture(page, `doctor-empty-${look}`);
    await pasted(page, `"${broken("meetingNumber claim")}"`);
    await page.click("main button");
    await page.waitForTimeout(300);
    await picture(page, `doctor-answer-${look}`);
    await page.screenshot({ path: new URL(`artifacts/doctor-whole-${look}.png`, import.meta.url).pathname, fullPage: true });
    const beyond = await page.evaluate(() => document.querySelector("main").scrollWidth - window.innerWidth);
    assert.ok(beyond <= 0, `${beyond} px stand out to the right`);
    assert.deepEqual(page.violations, []);
    await page.context().close();
  });
}
