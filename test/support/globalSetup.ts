import { spawnSync } from "node:child_process";

/** Builds the page and the command line once for all tests that use them; `GYRE_BUILT=1` takes what is there. */
export default function setup(): void {
  if (process.env.GYRE_BUILT === "1") return;
  const vite = "node_modules/vite/bin/vite.js";
  build([vite, "build", "--logLevel", "warn"]);
  build([vite, "build", "--ssr", "src/cli/gyre.ts", "--outDir", "dist/cli", "--logLevel", "warn"]);
}

function build(args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    // Vitest's own "test" would bundle the development builds of the packages.
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) throw new Error(`vite build failed:\n${stderr}`);
}
