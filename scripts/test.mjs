// Everything CI checks, in one command: types, style, unit, GPU and browser tests. Closes with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, installPackages, root, say, vulkan } from "./setup.mjs";

installPackages();
const driver = vulkan();
say(`WebGPU driver for the tests in Node: ${driver.name}`);
const browser = browserFor();
const env = {
  ...process.env,
  ...driver.env,
  GYRE_DRIVER: driver.name,
  ...(browser ? { GYRE_BROWSER: JSON.stringify(browser) } : {}),
};

const node = (script, args, options = {}) =>
  spawnSync(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: "inherit",
    ...options,
  }).status;

let broken = 0;
if (node("typescript/bin/tsc", []) !== 0) broken += 1;
if (node("@biomejs/biome/bin/biome", ["check", "."]) !== 0) broken += 1;

const report = join(root, "dist/test-results.json");
mkdirSync(join(root, "dist"), { recursive: true });
const picked = process.argv.slice(2);
const status = node(
  "vitest/vitest.mjs",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...picked],
  { env },
);
const {
  numPassedTests = 0,
  numFailedTests = 1,
  numTotalTestSuites = 0,
  numFailedTestSuites = 0,
} = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
const failedFiles = numFailedTests === 0 && status !== 0 ? Math.max(1, numFailedTestSuites) : 0;
if (broken > 0) console.log("Types or style are broken: see above.");
if (numTotalTestSuites === 0) console.log("No test ran.");
// Types, style and a file that could not be loaded count as failures: a green line must mean all of it.
console.log(`${numPassedTests} passed, ${numFailedTests + failedFiles + broken} failed`);
process.exitCode = status !== 0 || broken > 0 || numPassedTests === 0 ? 1 : 0;

/** Without a browser everything else still runs; the browser tests then fail with this message. */
function browserFor() {
  try {
    const { executablePath, env: browserEnv } = chromium();
    const { LD_LIBRARY_PATH, FONTCONFIG_FILE } = browserEnv;
    return { executablePath, env: { LD_LIBRARY_PATH, FONTCONFIG_FILE } };
  } catch (error) {
    say(error.message);
    return undefined;
  }
}
