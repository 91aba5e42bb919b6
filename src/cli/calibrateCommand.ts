import { csvNumber, readCsv } from "../formats/csv";
import { readNifti } from "../formats/nifti/read";
import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import {
  calibratePhantom,
  type FilledSpheres,
  type PhantomCalibration,
} from "../quantification/calibratePhantom";
import type { CameraSetting } from "../quantification/camera";
import { type DeadTimeFit, fitDeadTime } from "../quantification/deadTime";
import { recoveryOf } from "../quantification/recovery";
import { parseCameras, writeCameras } from "../records/cameraFile";
import { volume } from "../volume/volume";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import type { Io } from "./io";
import { table } from "./table";

/** The spheres of the NEMA NU 2 phantom: inner diameters of 10 to 37 mm. */
const NEMA_ML = [10, 13, 17, 22, 28, 37].map((mm) => ((Math.PI / 6) * mm ** 3) / 1000);
const TYPICAL_RESOLUTION_MM = 10;

const OPTIONS = {
  scan: { type: "string" },
  "activity-mbq": { type: "string" },
  "activity-error-percent": { type: "string", default: "0" },
  hours: { type: "string", default: "0" },
  "duration-s": { type: "string" },
  nuclide: { type: "string" },
  "fill-ml": { type: "string" },
  spheres: { type: "string" },
  ratio: { type: "string" },
  "dead-time": { type: "string" },
  "observed-per-s": { type: "string" },
  "resolution-mm": { type: "string" },
  id: { type: "string", default: "camera" },
  name: { type: "string" },
  collimator: { type: "string", default: "not stated" },
  reconstruction: { type: "string", default: "not stated" },
  "measured-on": { type: "string" },
  library: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

export const calibrateCommand: Command = {
  name: "calibrate",
  summary: "a phantom scan in counts → calibration factor, dead time and recovery of a camera",
  help: `gyre calibrate --scan <phantom.nii.gz> --activity-mbq <MBq> --duration-s <s> --nuclide <Lu-177> --measured-on <2026-02-03>
               --out <camera.json> [--hours <h>] [--activity-error-percent <%>] [--fill-ml <mL>] [--resolution-mm <FWHM>]
               [--spheres nema|<mL,mL,…> [--ratio <sphere/background>]] [--dead-time <readings.csv> [--observed-per-s <counts/s>]]
               [--id <spect1>] [--name <…>] [--collimator <MEHR>] [--reconstruction <…>] [--library <cameras.json>] [--json]

The phantom is found in the scan, whose values are counts. The factor takes all counts of the phantom.
--activity-mbq   all activity in the phantom when it was measured; --hours from then to the start of the scan (0)
--fill-ml        volume filled, without spheres: a check of the factor, and needed for spheres in a warm background
--resolution-mm  FWHM of the reconstruction (${TYPICAL_RESOLUTION_MM} is taken for the reach of the blur, and nothing noted)
--spheres        volumes of hot spheres, all of one concentration: a recovery curve. Without --ratio in cold water
--dead-time      columns activity_MBq, observed_per_s, counts: a source of falling activity before the same camera
--observed-per-s all that the detector saw in the phantom scan: its counts are then corrected for dead time
--library        settings to keep beside the new one; one of the same id is replaced
Writes a camera library (docs/schemas/camera.schema.json), which a case names as its camera.`,
  run: async (args, io) => {
    const { values } = readArgs("calibrate", args, OPTIONS);
    const out = required("calibrate", "out", values.out);
    const deadTime = values["dead-time"] ? await readDeadTime(values["dead-time"], io) : undefined;
    const found = await calibration(values, deadTime, io);
    const setting = settingOf(values, found, deadTime);
    const kept = values.library
      ? parseCameras(await textOf(values.library, io), values.library)
      : [];
    const file = writeCameras([...kept.filter(({ id }) => id !== setting.id), setting]);
    parseCameras(file, out);
    await io.writeFile(out, file);
    io.stdout(values.json ? file : asText(setting, found));
    for (const finding of found.findings) io.stderr(`${finding}\n`);
    return EXIT.ok;
  },
};

type Values = ReturnType<typeof readArgs<typeof OPTIONS>>["values"];

async function calibration(
  values: Values,
  deadTime: DeadTimeFit | undefined,
  io: Io,
): Promise<PhantomCalibration> {
  const path = required("calibrate", "scan", values.scan);
  const given = (name: keyof Values, min: number) =>
    numberOf("calibrate", name, required("calibrate", name, values[name] as string), { min });
  const optional = (name: keyof Values, min: number) =>
    values[name] === undefined ? undefined : given(name, min);
  const source = {
    activityMBq: given("activity-mbq", 1e-9),
    relativeUncertainty: given("activity-error-percent", 0) / 100,
    hoursToScan: given("hours", Number.NEGATIVE_INFINITY),
    halfLifeH: nuclide(required("calibrate", "nuclide", values.nuclide)).halfLifeS / HOUR_S,
  };
  const durationS = given("duration-s", 1e-9);
  const observedPerS = optional("observed-per-s", 1e-9);
  if ((observedPerS === undefined) !== (deadTime === undefined))
    throw new InputError(
      "gyre calibrate: expected --dead-time and --observed-per-s together: the rate of the whole detector in the phantom scan",
    );
  const { grid, values: counts } = readNifti(await io.readFile(path), path);
  const spheres = spheresOf(values, optional("ratio", 1));
  const fillMl = optional("fill-ml", 1e-9);
  return calibratePhantom({
    scan: {
      counts: volume("counts", grid, counts),
      durationS,
      ...(deadTime && observedPerS !== undefined
        ? { deadTime: { observedPerS, tauS: deadTime.tauS } }
        : {}),
    },
    source,
    resolutionMm: optional("resolution-mm", 1e-9) ?? TYPICAL_RESOLUTION_MM,
    ...(fillMl === undefined ? {} : { fillMl }),
    ...(spheres ? { spheres } : {}),
  });
}

function spheresOf({ spheres }: Values, overBackground: number | undefined) {
  if (spheres === undefined) {
    if (overBackground !== undefined)
      throw new InputError("gyre calibrate: --ratio needs --spheres");
    return undefined;
  }
  const volumesMl =
    spheres === "nema"
      ? NEMA_ML
      : spheres.split(",").map((ml) => numberOf("calibrate", "spheres", ml, { min: 1e-9 }));
  return { volumesMl, overBackground } satisfies FilledSpheres;
}

async function readDeadTime(path: string, io: Io): Promise<DeadTimeFit> {
  const readings = readCsv(await textOf(path, io), path);
  return fitDeadTime(
    readings.rows.map((row) => ({
      activityMBq: csvNumber(readings, row, "activity_MBq"),
      observedPerS: csvNumber(readings, row, "observed_per_s"),
      counts: csvNumber(readings, row, "counts"),
    })),
  );
}

function settingOf(
  values: Values,
  { factor, recovery }: PhantomCalibration,
  deadTime: DeadTimeFit | undefined,
): CameraSetting {
  const name = nuclide(values.nuclide!).name;
  return {
    id: values.id,
    name: values.name ?? `${values.id}, ${name}`,
    nuclide: name,
    collimator: values.collimator,
    reconstruction: values.reconstruction,
    measuredOn: required("calibrate", "measured-on", values["measured-on"]),
    factor,
    deadTimeS: deadTime && deadTime.tauS > 0 ? deadTime.tauS : undefined,
    recovery,
    resolutionMm:
      values["resolution-mm"] === undefined ? undefined : Number(values["resolution-mm"]),
  };
}

function asText(
  { factor, deadTimeS, recovery }: CameraSetting,
  { spheres }: PhantomCalibration,
): string {
  const percent = 100 * (factor.relativeUncertainty ?? 0);
  const lines = [
    `factor ${factor.bqPerCountPerS.toPrecision(5)} Bq/mL per count/s/mL ± ${percent.toPrecision(2)} % (${factor.note})`,
    ...(deadTimeS === undefined ? [] : [`dead time ${(deadTimeS * 1e6).toPrecision(4)} µs`]),
    ...(recovery
      ? [
          `recovery 1 − 1/(1 + (V/${recovery.b1Ml.toPrecision(4)} mL)^${recovery.b2.toPrecision(4)})`,
        ]
      : []),
  ];
  const rows = spheres.map(({ volumeMl, recovery: seen }) => [
    volumeMl.toFixed(2),
    seen.toFixed(3),
    recoveryOf(recovery!, volumeMl).toFixed(3),
  ]);
  return `${lines.join("\n")}\n${rows.length > 0 ? table(["sphere mL", "measured", "curve"], rows) : ""}`;
}

const textOf = async (path: string, io: Io) => new TextDecoder().decode(await io.readFile(path));
