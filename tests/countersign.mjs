// Starting the program under test, and the programs that talk to it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The workspace's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The program: `COUNTERSIGN_BIN`, or where `cargo build --release` puts it. */
export const program =
  process.env.COUNTERSIGN_BIN ??
  join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "release/countersign");

/** A start takes much less than a second, a machine under load some more. */
const PATIENCE_MS = 30_000;

// Children are stopped when this process exits, which a signal by itself would not have it do in order.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** Starts `countersign …` and waits for the JSON that says what it serves. */
export async function start(args) {
  const child = run(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const log = [];
  child.stderr.on("data", (text) => log.push(text));
  const serves = await new Promise((found, fail) => {
    let text = "";
    setTimeout(() => fail(new Error(`countersign ${args.join(" ")} says nothing: ${text}${log.join("")}`)), PATIENCE_MS).unref();
    child.stdout.on("data", (more) => {
      text += more;
      const value = json(text);
      if (value) found(value);
    });
    child.on("error", fail);
    child.on("exit", (code) =>
      fail(new Error(`countersign ${args.join(" ")} ended with ${code}: ${text}${log.join("")}`)),
    );
  });
  /** Ctrl-C; fails unless the program ends well. */
  const stop = async () => {
    const code = await interrupt(child);
    if (code !== 0) throw new Error(`countersign ${args.join(" ")} ended with ${code}: ${log.join("")}`);
  };
  return { serves, stop };
}

/** Runs a program to its end: `{ code, stdout, stderr }`. */
export async function output(command, args, { env, cwd } = {}) {
  const child = run(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([all(child.stdout), all(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
}

/** A child that does not outlive this process. */
function run(command, args, options) {
  const child = spawn(command, args, options);
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  return child;
}

async function interrupt(child) {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill("SIGINT");
  const patience = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  const [code, signal] = await ended;
  clearTimeout(patience);
  return code ?? signal;
}

async function all(stream) {
  let text = "";
  for await (const more of stream) text += more;
  return text;
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
