// `npm run bench:page [-- <file.md>]`: how long the page takes in the browser of the tests, drawing apart. Writes docs/bench-page.md, or the named file.
// GYRE_HARDWARE=1 has the browser use the machine's graphics card.
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { chromium, installPackages, root, say } from "./setup.mjs";

installPackages();
process.env.NODE_ENV = "production";
process.env.GYRE_BROWSER ??= JSON.stringify(chromium());
const { build, preview } = await import("vite");
const { launch } = await import("./browser.mjs");

const load = loadavg()[0];
const out = resolve(process.argv[2] ?? join(root, "docs/bench-page.md"));
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
  const ofSample = await timesOf("", sampleCase);
  const adapter = await timesOf("", adapterOf);
  const text = report([...rows, ...ofSample], adapter, await browser.version());
  writeFileSync(out, text);
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

/** From the click on the sample case until its plan is shown; then from events of its controls until the page's own tables are new. */
async function sampleCase(page) {
  const button = await page.waitForSelector(">>> button.primary");
  const start = performance.now();
  await button.click();
  await page.waitForSelector(">>> [data-largest]", { timeout: 400_000 });
  const opened = performance.now() - start;
  for (const tab of await page.$$(">>> button[role='tab']"))
    if ((await tab.evaluate((element) => element.textContent.trim())) === "S-matrix")
      await tab.click();
  const slider = await page.$(">>> input[aria-label='Activity over all cycles']");
  const uptake = await page.waitForSelector(">>> input[aria-label='Left kidney: uptake factor']");
  const size = "sample case";
  const largest = () => page.$eval(">>> [data-largest]", (element) => element.textContent);
  const before = await largest();
  const rows = [
    { stage: "from the click to the plan", size: "sample case, first run", ms: [opened] },
    {
      stage: "slider of the activity, from the event to the page's tables",
      size,
      asked: 16,
      ms: await eventTimes(slider, "input", { from: 10, step: 0.1 }),
    },
    {
      stage: "a region's uptake typed, from the event to the page's tables, with their drawing",
      size,
      ms: await eventTimes(uptake, "change", { from: 0.5, step: 0.05 }),
    },
  ];
  if ((await largest()) === before) throw new Error("The page did not follow the changes");
  return rows;
}

/** From each event until everything that follows at once is done; what waits for the next frame is drawing. */
function eventTimes(control, type, values) {
  return control.evaluate(
    async (input, kind, { from, step }, events) => {
      const next = () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(undefined);
        });
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const ms = [];
      for (let n = 0; n < events; n++) {
        await frame();
        await frame();
        input.value = String(from + n * step);
        const start = performance.now();
        input.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
        await next();
        ms.push(performance.now() - start);
      }
      return ms.slice(events / 4);
    },
    type,
    values,
    40,
  );
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
    "A what-if runs from the change to new DVHs, S-matrix, limits, goals and the interval of the largest activity; drawing is apart. Rows of one run have no run to warm up.",
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
