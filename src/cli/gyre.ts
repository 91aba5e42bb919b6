import { version } from "../../package.json";
import { NoAdapterError } from "../gpu/open";
import { InputError } from "../inputError";
import { NOTICE } from "../notice";
import type { Work } from "../work";
import { type Command, EXIT } from "./command";
import { COMMANDS } from "./commands";
import { type Io, processIo } from "./io";

/** Runs the command named by `args` and returns the exit code; anything thrown becomes a sentence on stderr. */
export async function gyre(args: readonly string[], io: Io, work: Work): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    io.stderr(overview());
    return EXIT.badInput;
  }
  if (name === "help" || name === "--help" || name === "-h") {
    io.stdout(overview());
    return EXIT.ok;
  }
  if (name === "version" || name === "--version") {
    io.stdout(`${version}\n`);
    return EXIT.ok;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    io.stderr(`gyre has no command "${name}". See: gyre --help\n`);
    return EXIT.badInput;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    io.stdout(`${command.help.trim()}\n\n${NOTICE}\n`);
    return EXIT.ok;
  }
  return command.run(rest, io, work).catch((error: unknown) => report(command, error, io));
}

function report(command: Command, error: unknown, io: Io): number {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof InputError) {
    io.stderr(`${message}\n`);
    return EXIT.badInput;
  }
  if (error instanceof NoAdapterError) {
    io.stderr(
      `${message} gyre ${command.name} computes on WebGPU: install a graphics driver with Vulkan, or a software one (Debian and Ubuntu: apt-get install -y mesa-vulkan-drivers libvulkan1).\n`,
    );
    return EXIT.noAdapter;
  }
  io.stderr(`gyre ${command.name} failed: ${message}\n`);
  return EXIT.failed;
}

const overview = () => `gyre <command> [options]

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join("\n")}

gyre <command> --help explains one. stdout carries the result; progress and notices go to stderr.
Exit codes: 0 ok, 2 bad input, 3 calculation failed, 4 no WebGPU adapter.
${NOTICE}
`;

/** Progress as JSON lines on stderr, at most ten a second; Ctrl+C cancels. */
function processWork(io: Io): Work {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort(new Error("cancelled")));
  let last = 0;
  return {
    signal: controller.signal,
    report: (step, fraction) => {
      controller.signal.throwIfAborted();
      const now = Date.now();
      if (now - last < 100 && fraction < 1) return;
      last = now;
      io.stderr(`${JSON.stringify({ step, fraction: Number(fraction.toFixed(3)) })}\n`);
    },
  };
}

// A reader that has seen enough (`| head`) closes the pipe: no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await gyre(process.argv.slice(2), processIo, processWork(processIo));
