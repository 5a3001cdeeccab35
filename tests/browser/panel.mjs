// Our panel beside Zoom's own interface.

const STATE = "#panel .state";

/** Waits until the panel's line is one of `states` and returns it. */
export async function reaches(page, ...states) {
  const line = page.locator(STATE);
  const pattern = new RegExp(`^(${states.join("|")})$`);
  await line.filter({ hasText: pattern }).waitFor({ timeout: 60_000 }).catch(async (error) => {
    throw new Error(`the panel says ${JSON.stringify(await text(page))}, not ${states.join(" or ")}`, { cause: error });
  });
  return line.textContent();
}

/** Waits for the Doctor's explanation; what it and the line above it say. */
export async function explained(page) {
  await page.locator("#panel .explanation").waitFor({ timeout: 60_000 }).catch(async (error) => {
    throw new Error(`nothing is explained; the panel says ${JSON.stringify(await text(page))}`, { cause: error });
  });
  const all = (selector) => page.locator(`#panel ${selector}`).allTextContents();
  return {
    state: await page.locator(STATE).textContent(),
    code: (await all(".explanation > div:first-child .code"))[0],
    words: (await all(".explanation > div:first-child .words"))[0],
    rules: (await all(".tags")).map((line) => line.split(" · ").at(-1)),
    findings: await all(".finding h2"),
    fixes: await all(".fix"),
  };
}

/** All that the panel shows. */
export function text(page) {
  return page.locator("#panel section").innerText({ timeout: 5_000 });
}
