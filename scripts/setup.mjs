// What `npm start`, `npm test` and `gyre` need before they can run, on a machine with only Node and npm. Node's own modules only;
// everything is printed on stderr, so that stdout stays the result's.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cache =
  process.env.GYRE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "gyre");

export const say = (text) => process.stderr.write(`${text}\n`);

/** Installs the npm packages when the lock file is newer than what is installed. */
export function installPackages() {
  const installed = join(root, "node_modules/.package-lock.json");
  if (time(installed) >= time(join(root, "package-lock.json"))) return;
  say("Installing npm packages …");
  npm(["ci", "--no-audit", "--no-fund"], { cwd: root });
}

/**
 * Environment in which Node's WebGPU finds a driver: the machine's own when it has a GPU or a recent Mesa, else a software
 * driver. Returns `{ name, env }`; `env` is for Node only and must not reach a browser.
 */
export function vulkan() {
  if (process.env.VK_DRIVER_FILES) return { name: "VK_DRIVER_FILES of the environment", env: {} };
  if (process.platform !== "linux") return { name: "the system's driver", env: {} };
  if (hasGpu() && process.env.GYRE_SOFTWARE !== "1") return { name: "the GPU's driver", env: {} };
  for (const attempt of [systemLavapipe, privateLavapipe, swiftShader]) {
    try {
      const found = attempt();
      if (found) return found;
    } catch (error) {
      say(`${attempt.name}: ${error.message}`);
    }
  }
  say(
    "No Vulkan driver for WebGPU in Node was found, and none could be installed. As root: apt-get install -y mesa-vulkan-drivers libvulkan1 (Mesa 24 or newer), or apt-get install -y chromium libvulkan1. What needs no GPU still runs.",
  );
  return { name: "none", env: {} };
}

/** The browser for the tests: `{ executablePath, env }` for puppeteer.launch. Throws with the commands to type when there is none. */
export function chromium() {
  const clean = { ...process.env, VK_DRIVER_FILES: undefined, LD_LIBRARY_PATH: undefined };
  const named =
    process.env.GYRE_CHROMIUM ?? process.env.PUPPETEER_EXECUTABLE_PATH ?? process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named))
      throw new Error(`The browser named in the environment does not exist: ${named}`);
    return { executablePath: named, env: clean };
  }
  const known = BROWSERS.find((path) => existsSync(path));
  if (known) return { executablePath: known, env: clean };
  if (isRoot() && codename() && existsSync("/etc/debian_version") && !isUbuntu()) {
    say("Installing Chromium (apt) …");
    apt("chromium", "fonts-dejavu-core", "libvulkan1");
    if (existsSync("/usr/bin/chromium")) return { executablePath: "/usr/bin/chromium", env: clean };
  }
  if (process.platform === "linux" && process.arch === "x64")
    return { ...packagedChromium(), env: packagedEnv(clean) };
  throw new Error(
    "No Chromium was found. Install one (Debian: apt-get install -y chromium fonts-dejavu-core libvulkan1) or name it in GYRE_CHROMIUM. The tests without a browser: npx vitest run --exclude 'test/browser/**'",
  );
}

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** A render node that is not the kernel's virtual one means a GPU whose driver should be used. */
function hasGpu() {
  if (!existsSync("/dev/dri")) return existsSync("/dev/nvidia0");
  return readdirSync("/dev/dri").some((name) => name.startsWith("renderD"));
}

const triplet = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" }[process.arch] ?? "unknown";

const software = (icd, libraries = []) => ({
  VK_DRIVER_FILES: icd,
  MESA_SHADER_CACHE_DIR: makeFolder(join(cache, "shaders")),
  XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? makeFolder(cache),
  ...(libraries.length > 0
    ? { LD_LIBRARY_PATH: [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":") }
    : {}),
});

/** Mesa's lavapipe of the system, when it is new enough for Dawn. */
function systemLavapipe() {
  const icd = findIcd("/usr/share/vulkan/icd.d");
  if (icd && mesaMajor() >= 24) return { name: "lavapipe (system Mesa)", env: software(icd) };
  if (!isRoot() || !existsSync("/usr/bin/apt-get") || codename() === "bookworm" || !codename())
    return undefined;
  say("Installing Mesa's software Vulkan driver (apt) …");
  apt("mesa-vulkan-drivers", "libvulkan1");
  const installed = findIcd("/usr/share/vulkan/icd.d");
  return installed && mesaMajor() >= 24
    ? { name: "lavapipe (system Mesa)", env: software(installed) }
    : undefined;
}

/** Mesa 25 of Debian 12's backports beside the system's own, unpacked in the cache folder; needs no root. */
function privateLavapipe() {
  if (codename() !== "bookworm" || !existsSync("/usr/bin/apt-get")) return undefined;
  const home = join(cache, "lavapipe");
  const icdFolder = join(home, "usr/share/vulkan/icd.d");
  if (!findIcd(icdFolder)) {
    say("Fetching Mesa's software Vulkan driver from Debian's backports …");
    unpackBackports(home);
  }
  const icd = findIcd(icdFolder);
  if (!icd) return undefined;
  return {
    name: "lavapipe (Mesa of Debian's backports)",
    env: software(icd, [join(home, "usr/lib", triplet), join(home, "lib", triplet)]),
  };
}

function unpackBackports(home) {
  const work = join(cache, "apt-work");
  rmSync(work, { recursive: true, force: true });
  for (const folder of ["lists/partial", "archives/partial"]) makeFolder(join(work, folder));
  const targets = spawnSync(
    "apt-get",
    [
      "indextargets",
      "--no-release-info",
      "--format",
      "$(RELEASE) $(REPO_URI)",
      "Created-By: Packages",
    ],
    { encoding: "utf8" },
  ).stdout;
  const mirror = targets
    .split("\n")
    .find((line) => line.startsWith("bookworm "))
    ?.split(" ")[1];
  if (!mirror) throw new Error("apt knows no mirror of bookworm");
  const source = (suite) =>
    `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror} ${suite} main\n`;
  writeFileSync(join(work, "sources.list"), source("bookworm") + source("bookworm-backports"));
  const own = {
    "Dir::Etc::SourceList": join(work, "sources.list"),
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::State::Lists": join(work, "lists"),
    "Dir::Cache": work,
    "Debug::NoLocking": 1,
    "Acquire::Languages": "none",
  };
  const options = Object.entries(own).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  run("apt-get", ["-qq", ...options, "update"]);
  run("apt-get", [
    "-qq",
    ...options,
    "install",
    "-y",
    "--no-install-recommends",
    "--download-only",
    "-t",
    "bookworm-backports",
    "mesa-vulkan-drivers",
    "libvulkan1",
  ]);
  for (const file of readdirSync(join(work, "archives")).filter((name) => name.endsWith(".deb")))
    run("dpkg-deb", ["-x", join(work, "archives", file), home]);
  rmSync(work, { recursive: true, force: true });
}

/** The software driver inside a Chromium: Debian's, or the npm package's. */
function swiftShader() {
  const debian = "/usr/lib/chromium/vk_swiftshader_icd.json";
  if (existsSync(debian)) {
    const loader = ["/usr/lib", "/lib"].some((lib) =>
      existsSync(join(lib, triplet, "libvulkan.so.1")),
    );
    return {
      name: "SwiftShader (Chromium's)",
      env: software(debian, loader ? [] : ["/usr/lib/chromium"]),
    };
  }
  if (process.arch !== "x64") return undefined;
  const { folder } = packagedChromium();
  const icd = ["vk_swiftshader_icd.json", "lib/vk_swiftshader_icd.json"]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  return icd
    ? { name: "SwiftShader (npm package)", env: software(icd, [folder, join(folder, "lib")]) }
    : undefined;
}

/** The Chromium inside an npm package: no root, Linux x64. Fetched with `npm pack` because as a dependency it would weigh 70 MB on everybody. */
function packagedChromium() {
  const folder = join(cache, "chromium-153");
  const executablePath = join(folder, "chromium");
  if (existsSync(executablePath)) return { executablePath, folder };
  say("Fetching a Chromium (npm) …");
  makeFolder(folder);
  npm(["pack", "--silent", "--pack-destination", folder, "@sparticuz/chromium@153.0.0"]);
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  run("tar", ["xzf", join(folder, archive), "-C", folder]);
  const unpacked = (name) => brotliDecompressSync(readFileSync(join(folder, "package/bin", name)));
  for (const part of ["al2023", "swiftshader", "fonts"])
    run("tar", ["x", "-C", folder], { input: unpacked(`${part}.tar.br`) });
  writeFileSync(
    join(folder, "fonts.conf"),
    `<fontconfig><dir>${folder}/fonts</dir><cachedir>${cache}/fonts</cachedir></fontconfig>`,
  );
  writeFileSync(executablePath, unpacked("chromium.br"));
  chmodSync(executablePath, 0o755);
  rmSync(join(folder, archive));
  rmSync(join(folder, "package"), { recursive: true, force: true });
  return { executablePath, folder };
}

function packagedEnv(clean) {
  const folder = join(cache, "chromium-153");
  return {
    ...clean,
    LD_LIBRARY_PATH: join(folder, "lib"),
    FONTCONFIG_FILE: join(folder, "fonts.conf"),
  };
}

function apt(...packages) {
  run("apt-get", ["-qq", "update"]);
  run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: ["pipe", 2, 2], ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`Failed: ${command} ${args.join(" ")}`);
}

/** npm_execpath is set under `npm run`; without it (a plain `node scripts/…`) the npm of the path serves. */
function npm(args, options) {
  const own = process.env.npm_execpath;
  if (own) run(process.execPath, [own, ...args], options);
  else run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

function findIcd(folder) {
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder).find((file) => file.startsWith("lvp_icd"));
  return name ? join(folder, name) : undefined;
}

function mesaMajor() {
  const { stdout } = spawnSync(
    "dpkg-query",
    ["-W", "-f", "$" + "{Version}", "mesa-vulkan-drivers"],
    {
      encoding: "utf8",
    },
  );
  return Number.parseInt(stdout ?? "", 10) || 0;
}

const release = () =>
  existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
const codename = () => /^VERSION_CODENAME=(\w+)/m.exec(release())?.[1];
const isUbuntu = () => /^ID=ubuntu/m.test(release());
const isRoot = () => process.getuid?.() === 0;
const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function makeFolder(path) {
  mkdirSync(path, { recursive: true });
  return path;
}
