// Every row of what the emulator plays of joining, in both views of the real Web SDK; the table is printed at the end.
//
// One page for each row and view: whoever else is there is simulated by the control port.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { rows } from "./rows/rows.mjs";
import { Scene } from "./rows/scene.mjs";
import { Stage } from "./stage/stage.mjs";

const VIEWS = ["component", "client"];
const passed = new Map();
let stage, limitations;
before(async () => {
  stage = await Stage.build();
  // Both views play at once, each in a meeting of the one host.
  await stage.zoom("PATCH", "/users/me/settings", { feature: { concurrent_meeting: "Plus" } });
  const page = await readFile(new URL("../../crates/emulator/LIMITATIONS.md", import.meta.url), "utf8");
  limitations = page.replace(/\s+/g, " ");
});
after(async () => {
  await stage?.strike();
  const cell = (row, view) => row.but?.[view] ?? (passed.get(row)?.has(view) ? "✓" : "✗");
  const lines = rows.map((row) => `| ${[row.name, ...VIEWS.map((view) => cell(row, view))].join(" | ")} |`);
  console.log(["| row | Component View | Client View |", "| --- | --- | --- |", ...lines].join("\n"));
});

for (const row of rows) {
  test(row.name, { concurrency: VIEWS.length }, async (t) => {
    const play = async (view) => {
      const limit = row.but?.[view];
      if (limit) return assert.ok(limitations.includes(limit), `Limitations does not say: ${limit}`);
      const scene = new Scene(stage, view);
      try {
        await row.play(scene);
        passed.set(row, new Set([...(passed.get(row) ?? []), view]));
      } finally {
        await scene.close();
      }
    };
    // Both views at once, so that they share the wait.
    await Promise.all(VIEWS.map((view) => t.test(view, () => play(view))));
  });
}
