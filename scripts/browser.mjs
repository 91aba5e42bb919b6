// The browser of the tests and of the page's benchmark.
import puppeteer from "puppeteer";

/** A Chromium that dials nobody. */
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
  "--disable-domain-reliability",
  "--metrics-recording-only",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
];
/** WebGPU on SwiftShader, canvas included: the same on every machine. */
const SOFTWARE_FLAGS = [
  "--enable-unsafe-webgpu",
  "--enable-features=Vulkan",
  "--use-vulkan=swiftshader",
  "--use-angle=swiftshader",
];
/** WebGPU on the machine's graphics card, without a screen. */
const HARDWARE_FLAGS = [
  "--enable-unsafe-webgpu",
  "--ignore-gpu-blocklist",
  "--enable-features=Vulkan",
  "--use-angle=vulkan",
  "--disable-vulkan-surface",
];

/** Driver variables that are meant for Node; a browser with them finds no adapter. */
const FOR_NODE_ONLY = ["VK_DRIVER_FILES", "LD_LIBRARY_PATH"];

/** Starts the browser that the set-up found; its path and environment come in GYRE_BROWSER. On the machine's own graphics card with GYRE_HARDWARE=1. */
export function launch(webgpu) {
  const found = process.env.GYRE_BROWSER;
  if (!found) throw new Error("No browser: set GYRE_BROWSER, or run the tests with `npm test`");
  const { executablePath, env } = JSON.parse(found);
  const inherited = Object.entries(process.env).filter(([name]) => !FOR_NODE_ONLY.includes(name));
  return puppeteer.launch({
    executablePath,
    env: { ...Object.fromEntries(inherited), ...env },
    args: webgpu
      ? [...FLAGS, ...(process.env.GYRE_HARDWARE === "1" ? HARDWARE_FLAGS : SOFTWARE_FLAGS)]
      : [...FLAGS, "--disable-gpu", "--disable-features=WebGPU"],
    headless: true,
  });
}
