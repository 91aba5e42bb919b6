#!/usr/bin/env node
// The command line: installs and builds what is missing, finds a driver for commands that compute, and hands over to dist/cli/gyre.js.
// stdout belongs to the command's result; everything here goes to stderr.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { installPackages, root, run, say, vulkan } from "./setup.mjs";

const args = process.argv.slice(2);
const WITHOUT_ADAPTER = new Set([
  "inspect",
  "kernel",
  "nuclide",
  "fit",
  "evaluate",
  "sample",
  "help",
  "version",
]);

installPackages();
buildCli();
const computes =
  args.length > 0 &&
  !WITHOUT_ADAPTER.has(args[0]) &&
  !args[0].startsWith("-") &&
  !args.includes("--help");
const driver = computes ? vulkan() : { name: "", env: {} };
const child = spawn(
  process.execPath,
  [...process.execArgv, join(root, "dist/cli/gyre.js"), ...args],
  {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: { ...process.env, ...driver.env, ...(computes ? { GYRE_DRIVER: driver.name } : {}) },
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal ? 128 + 2 : 3);
});

/** Bundles the CLI when a source is newer than the bundle. */
function buildCli() {
  const built = join(root, "dist/cli/gyre.js");
  if (
    existsSync(built) &&
    statSync(built).mtimeMs > newest(["src", "shaders", "package-lock.json", "vite.config.ts"])
  )
    return;
  say("Building the command line …");
  run(
    process.execPath,
    [
      join(root, "node_modules/vite/bin/vite.js"),
      "build",
      "--ssr",
      "src/cli/gyre.ts",
      "--outDir",
      "dist/cli",
      "--logLevel",
      "warn",
    ],
    { cwd: root },
  );
}

function newest(paths) {
  const times = paths.map((path) => {
    const full = join(root, path);
    const stat = statSync(full);
    if (!stat.isDirectory()) return stat.mtimeMs;
    return newest(readdirSync(full).map((name) => join(path, name)));
  });
  return Math.max(0, ...times);
}
