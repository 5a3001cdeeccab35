// A user who is sent to Zoom by an app: reads the page of consent, allows it, and is sent back.
// As a program (`node --import ./resolve.mjs consent.mjs URL`) it is the browser that a command line opens.

import { argv } from "node:process";
import { fileURLToPath } from "node:url";

/** Allows what `url` asks; where the user is sent then. */
export async function consent(url) {
  const page = await (await fetch(url)).text();
  const hidden = [...page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  if (hidden.length === 0) throw new Error(`nothing to allow at ${url}: ${page.replace(/^.*<main>/s, "")}`);
  const form = new URLSearchParams(hidden.map(([, name, value]) => [name, text(value)]));
  form.set("user", text(/type="radio" name="user" value="([^"]*)"/.exec(page)[1]));
  form.set("decision", "allow");
  const answer = await fetch(new URL("authorize", url), { method: "POST", body: form, redirect: "manual" });
  return answer.headers.get("location");
}

const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const text = (html) => html.replace(/&(#?\w+);/g, (_, name) => CHARACTERS[name]);

if (argv[1] === fileURLToPath(import.meta.url)) await fetch(await consent(argv[2]));
