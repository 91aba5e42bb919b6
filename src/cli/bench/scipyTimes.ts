import { spawn } from "node:child_process";

/** Times of scipy for the stages it has, ms by stage id, and which scipy. */
export interface ScipyTimes {
  readonly tool: string;
  readonly ms: Readonly<Record<string, number>>;
}

/** Runs the script with the machine's python3. A sentence that says why not, when there is no Python, no scipy, or no script. */
export async function scipyTimes(
  script: string,
  signal: AbortSignal,
): Promise<ScipyTimes | string> {
  const probe = await pythonOutput(["-c", "import scipy"], signal);
  if (probe === undefined) return "scipy is left out: python3 with scipy was not found.";
  const output = await pythonOutput([script], signal);
  if (output === undefined) return `scipy is left out: ${script} failed.`;
  const { scipy, numpy, ms } = JSON.parse(output) as Record<"scipy" | "numpy", string> & ScipyTimes;
  return { tool: `scipy ${scipy} with numpy ${numpy}, 2 threads`, ms };
}

/** What Python prints, or undefined when it cannot be started or fails. */
function pythonOutput(args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  const env = { ...process.env, OMP_NUM_THREADS: "2" };
  const child = spawn("python3", args, { env, signal, stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  return new Promise((done, failed) => {
    child.on("error", () => (signal.aborted ? failed(signal.reason) : done(undefined)));
    child.on("close", (code) => done(code === 0 ? text : undefined));
  });
}
