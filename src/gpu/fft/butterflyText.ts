/** WGSL of straight-line code: statements, and the names of what they compute. */
interface Code {
  readonly lines: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * WGSL of `butterfly(at)`: loads `radix` points, transforms them in registers and stores them. Forward stages twiddle afterwards (decimation in
 * frequency); inverse stages first (decimation in time), with real and imaginary parts swapped around the same forward transform.
 */
export function butterflyText(radix: number, direction: "forward" | "inverse"): string {
  const fresh = names();
  const isForward = direction === "forward";
  const loaded = times(radix, (q) =>
    isForward ? `loadPoint(at, ${q}u)` : `multiply(loadPoint(at, ${q}u).yx, twiddle(at, ${q}u))`,
  );
  const load = assign(fresh, loaded);
  const { lines, outputs } = dft(load.outputs, fresh);
  const store = outputs.map((name, q) =>
    isForward
      ? `storePoint(at, ${q}u, multiply(${name}, twiddle(at, ${q}u)));`
      : `storePoint(at, ${q}u, ${name}.yx);`,
  );
  return functionText(radix, [...load.lines, ...lines, ...store]);
}

/** WGSL of `butterfly(at)` that ends the forward transform, multiplies by the spectrum and begins the inverse one. */
export function productText(radix: number): string {
  const fresh = names();
  const load = assign(
    fresh,
    times(radix, (q) => `loadPoint(at, ${q}u)`),
  );
  const forward = dft(load.outputs, fresh);
  const product = assign(
    fresh,
    forward.outputs.map((name, q) => `${name}.yx * spectrumAt(at, ${q}u)`),
  );
  const inverse = dft(product.outputs, fresh);
  const store = inverse.outputs.map((name, q) => `storePoint(at, ${q}u, ${name}.yx);`);
  return functionText(radix, [
    ...load.lines,
    ...forward.lines,
    ...product.lines,
    ...inverse.lines,
    ...store,
  ]);
}

const functionText = (radix: number, lines: readonly string[]) =>
  `const RADIX = ${radix}u;\nfn butterfly(at: Butterfly) {\n  ${lines.join("\n  ")}\n}\n`;

/** Σ x[n] e^{−2πi nk/r}: by Cooley and Tukey's split of a composite r, by symmetric pairs for 2, 3, 4, 5 and 7. */
function dft(inputs: readonly string[], fresh: () => string): Code {
  const radix = inputs.length;
  if (radix === 2) return pair(inputs, fresh);
  if (radix === 4) return four(inputs, fresh);
  const factor = [4, 2, 3].find((candidate) => radix % candidate === 0 && radix > candidate);
  return factor ? composite(inputs, factor, fresh) : oddPrime(inputs, fresh);
}

function composite(inputs: readonly string[], a: number, fresh: () => string): Code {
  const b = inputs.length / a;
  const lines: string[] = [];
  const add = (code: Code) => {
    lines.push(...code.lines);
    return code.outputs;
  };
  const columns = times(b, (n) => {
    const column = add(
      dft(
        times(a, (m) => inputs[b * m + n]!),
        fresh,
      ),
    );
    return add(
      assign(
        fresh,
        column.map((name, k) => turned(name, n * k, inputs.length)),
      ),
    );
  });
  const rows = times(a, (k) =>
    add(
      dft(
        columns.map((column) => column[k]!),
        fresh,
      ),
    ),
  );
  return { lines, outputs: times(inputs.length, (k) => rows[k % a]![Math.floor(k / a)]!) };
}

const pair = ([a, b]: readonly string[], fresh: () => string): Code =>
  assign(fresh, [`${a} + ${b}`, `${a} - ${b}`]);

function four([a, b, c, d]: readonly string[], fresh: () => string): Code {
  const sums = assign(fresh, [`${a} + ${c}`, `${a} - ${c}`, `${b} + ${d}`, `${b} - ${d}`]);
  const [s0, s1, s2, s3] = sums.outputs as [string, string, string, string];
  const turn = `vec2f(${s3}.y, -${s3}.x)`;
  const ends = assign(fresh, [
    `${s0} + ${s2}`,
    `${s1} + ${turn}`,
    `${s0} - ${s2}`,
    `${s1} - ${turn}`,
  ]);
  return { lines: [...sums.lines, ...ends.lines], outputs: ends.outputs };
}

function oddPrime(inputs: readonly string[], fresh: () => string): Code {
  const p = inputs.length;
  const half = times((p - 1) / 2, (k) => k + 1);
  const sums = assign(
    fresh,
    half.map((k) => `${inputs[k]} + ${inputs[p - k]}`),
  );
  const differences = assign(
    fresh,
    half.map((k) => `${inputs[k]} - ${inputs[p - k]}`),
  );
  const weighted = (names: readonly string[], weight: (k: number) => number) =>
    half.map((k) => `${number(weight(k))} * ${names[k - 1]}`).join(" + ");
  const even = assign(
    fresh,
    half.map(
      (m) => `${inputs[0]} + ${weighted(sums.outputs, (k) => Math.cos((2 * Math.PI * k * m) / p))}`,
    ),
  );
  const odd = assign(
    fresh,
    half.map((m) => weighted(differences.outputs, (k) => Math.sin((2 * Math.PI * k * m) / p))),
  );
  const turn = (m: number) => `vec2f(${odd.outputs[m - 1]}.y, -${odd.outputs[m - 1]}.x)`;
  const ends = assign(fresh, [
    `${inputs[0]} + ${sums.outputs.join(" + ")}`,
    ...half.map((m) => `${even.outputs[m - 1]} + ${turn(m)}`),
    ...half.toReversed().map((m) => `${even.outputs[m - 1]} - ${turn(m)}`),
  ]);
  const lines = [sums, differences, even, odd, ends].flatMap((code) => code.lines);
  return { lines, outputs: ends.outputs };
}

/** `name` times e^{−2πi k/n}. */
function turned(name: string, k: number, n: number): string {
  if (k === 0) return name;
  if (4 * k === n) return `vec2f(${name}.y, -${name}.x)`;
  if (2 * k === n) return `-${name}`;
  const angle = (-2 * Math.PI * k) / n;
  return `multiply(${name}, vec2f(${number(Math.cos(angle))}, ${number(Math.sin(angle))}))`;
}

function assign(fresh: () => string, expressions: readonly string[]): Code {
  const outputs = expressions.map(fresh);
  return { lines: expressions.map((text, i) => `let ${outputs[i]} = ${text};`), outputs };
}

function names(): () => string {
  let count = 0;
  return () => `v${count++}`;
}

const number = (x: number) => `${x < 0 ? "(" : ""}${x.toExponential(9)}f${x < 0 ? ")" : ""}`;

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
