// `npm start`: installs what is missing, builds the page and serves it on this machine only.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { installPackages, root, run, say } from "./setup.mjs";

installPackages();
const vite = join(root, "node_modules/vite/bin/vite.js");
say("Building the page …");
run(process.execPath, [vite, "build", "--logLevel", "warn"], { cwd: root });
const port = process.env.PORT ?? "4173";
const server = spawn(
  process.execPath,
  [vite, "preview", "--host", "127.0.0.1", "--port", port, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => {
  process.exitCode = code ?? 0;
});
