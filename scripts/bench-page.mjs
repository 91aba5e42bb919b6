// `npm run bench:page`: how long the page takes in the browser of the tests, drawing apart. Writes docs/bench-page.md.
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { chromium, installPackages, root, say } from "./setup.mjs";

installPackages();
process.env.NODE_ENV = "production";
process.env.GYRE_BROWSER ??= JSON.stringify(chromium());
const { build, preview } = await import("vite");
const { launch } = await import("./browser.mjs");

const load = loadavg()[0];
const outDir = join(root, "dist/bench");
say("Building the page and its benchmark …");
await build({
  root,
  logLevel: "warn",
  build: {
    outDir,
    rollupOptions: { input: [join(root, "index.html"), join(root, "test/bench/index.html")] },
  },
});
const server = await preview({ root, logLevel: "warn", build: { outDir }, preview: { port: 0 } });
const address = `http://127.0.0.1:${server.httpServer.address().port}`;
const browser = await launch(true);
try {
  const rows = await timesOf("test/bench/", (page) => page.evaluate("gyreBench()"));
  const opened = await timesOf("", sampleCase);
  const adapter = await timesOf("", adapterOf);
  const text = report([...rows, opened], adapter, await browser.version());
  writeFileSync(join(root, "docs/bench-page.md"), text);
  process.stdout.write(text);
} finally {
  await browser.close();
  await server.close();
}

async function timesOf(path, measure) {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: 1280, height: 720 });
    await page.goto(`${address}/${path}`, { waitUntil: "load" });
    return await measure(page);
  } finally {
    await page.close();
  }
}

/** From the click on the sample case until its plan is shown. */
async function sampleCase(page) {
  const button = await page.waitForSelector(">>> button.primary");
  const start = performance.now();
  await button.click();
  await page.waitForSelector(">>> [data-largest]", { timeout: 400_000 });
  const ms = [performance.now() - start];
  return { stage: "sample case, from the click to its plan", size: "first run", ms };
}

function adapterOf(page) {
  return page.evaluate(async () => {
    const info = (await navigator.gpu?.requestAdapter())?.info;
    return info ? [info.vendor, info.architecture, info.description].join(" ").trim() : "none";
  });
}

function report(rows, adapter, version) {
  const cpu = cpus();
  return [
    "# Times of the page",
    "",
    `Written by \`npm run bench:page\`; do not edit. ${version}, WebGPU adapter: ${adapter}; ${cpu.length} × ${cpu[0].model.trim()}. Load of the machine before: ${digits(load)} on ${cpu.length} CPUs; what else runs slows all of it.`,
    "A what-if runs from the change to new DVHs, S-matrix, limits, goals and the interval of the largest activity; drawing is apart. Every row after runs to warm up, except the sample case.",
    "",
    "| stage | size | runs | median ms | 95th percentile ms | asked ms |",
    "|---|---|---:|---:|---:|---:|",
    ...rows.map(
      ({ stage, size, ms, asked }) =>
        `| ${stage} | ${size} | ${ms.length} | ${digits(at(ms, 0.5))} | ${ms.length > 1 ? digits(at(ms, 0.95)) : "–"} | ${asked ? `< ${asked}` : "–"} |`,
    ),
    "",
  ].join("\n");
}

/** The value below which this share of the numbers lies. */
function at(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function digits(x) {
  return String(Number(x.toPrecision(3)));
}
