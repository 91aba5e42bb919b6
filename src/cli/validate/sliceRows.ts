import type { Metric } from "../../registration/linearMetric";
import { linearMap } from "../../registration/linearParameters";
import { registerLinear } from "../../registration/registerLinear";
import { resample } from "../../volume/resample";
import { invertTransform, type LinearTransform, transformPoint } from "../../volume/transform";
import { quietWork } from "../../work";
import { image } from "./brainTemplate";
import type { ValidationContext } from "./context";
import { readSlice } from "./metaImage";
import { type ValidationRow, validationRow } from "./row";

const ITK = "ITK Software Guide, example images";
const SLICES = "registration-2d";

/** The moving slice is the fixed one shifted by (13, 17) mm in its own axes. */
export async function sliceRows({ gpu, reference }: ValidationContext): Promise<ValidationRow[]> {
  const shift = async (fixedName: string, movingName: string, metric: Metric) => {
    const fixed = readSlice(reference, SLICES, fixedName);
    const moving = readSlice(reference, SLICES, movingName);
    const { transform } = await registerLinear(
      gpu,
      { fixed: image(fixed), moving: image(moving), freedom: "translation", metric },
      quietWork(),
    );
    const [x, y] = transformPoint(transform, [0, 0, 0]);
    const { axes } = fixed.grid;
    return [x * axes[0][0] + y * axes[0][1], x * axes[1][0] + y * axes[1][1]] as const;
  };
  const rows: ValidationRow[] = [];
  const add = (what: string, [x, y]: readonly [number, number]) => {
    rows.push(mmRow(`${what}: shift along the rows`, ITK, 13, x, 0.1));
    rows.push(mmRow(`${what}: shift along the columns`, ITK, 17, y, 0.1));
  };
  const turned = "DirectionPlus30";
  const [still, moved] = [
    "BrainProtonDensitySliceBorder20",
    "BrainProtonDensitySliceShifted13x17y",
  ];
  add("proton density, shifted", await shift(still, moved, "ncc"));
  add("the same, axes turned by 30°", await shift(still + turned, moved + turned, "ncc"));
  // T1 and the unshifted proton density do not lie exactly alike themselves (0.2 mm): the shift is the difference of the two.
  const t1 = `BrainT1SliceBorder20${turned}`;
  const [x0, y0] = await shift(t1, still + turned, "nmi");
  const [x1, y1] = await shift(t1, moved + turned, "nmi");
  const what =
    "T1 against proton density, shifted less unshifted, axes turned by 30°, mutual information";
  add(what, [x1 - x0, y1 - y0]);
  rows.push(await turnedSlice({ gpu, reference }));
  return rows;
}

/** The slice turned by 10° about its middle by our own resampling. */
async function turnedSlice({
  gpu,
  reference,
}: Pick<ValidationContext, "gpu" | "reference">): Promise<ValidationRow> {
  const fixed = readSlice(reference, SLICES, "BrainProtonDensitySliceBorder20");
  const truth: LinearTransform = {
    kind: "rigid",
    matrix: linearMap("rigid", { centreMm: [110, 128, 0], radiusMm: 100 }, [
      13,
      17,
      0,
      0,
      0,
      (100 * 10 * Math.PI) / 180,
    ]),
  };
  const sampling = { mode: "linear", outside: 0 } as const;
  const moving = resample(fixed, fixed.grid, invertTransform(truth), sampling);
  const { transform } = await registerLinear(
    gpu,
    { fixed: image(fixed), moving: image(moving), freedom: "rigid", metric: "ncc" },
    quietWork(),
  );
  const [m0, m4] = [transform.matrix[0]!, transform.matrix[4]!];
  const degrees = (Math.atan2(m4, m0) * 180) / Math.PI;
  return validationRow({
    what: "the slice turned by 10° and shifted by (13, 17) mm: angle",
    source: "own motion",
    unit: "°",
    expected: 10,
    ours: degrees,
    limitPercent: 1,
  });
}

const mmRow = (what: string, source: string, expected: number, ours: number, withinMm: number) =>
  validationRow({
    what,
    source,
    unit: "mm",
    expected,
    ours,
    limitPercent: (100 * withinMm) / expected,
  });
