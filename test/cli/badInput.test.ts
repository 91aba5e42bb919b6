import { describe, expect, test } from "vitest";
import { writeNifti } from "../../src/formats/nifti/write";
import { writeTransformJson } from "../../src/formats/transforms/json";
import { folderOf, gyre } from "../support/cli";
import {
  pointSource,
  SMALL_GRID,
  smallCase,
  smallCaseJson,
  smallLabels,
  smallVolume,
} from "../support/smallCase";

const decays = pointSource(1e9);
const unpacked = smallVolume(() => 1, "x.nii");
const SFORM_ROW_X = 280; // byte of srow_x in a NIfTI-1 header

const folder = folderOf({
  ...smallCase(),
  "decays.nii.gz": decays,
  "labels.nii.gz": smallLabels(),
  "cut.nii.gz": decays.subarray(0, decays.length >> 1),
  "cut.nii": unpacked.subarray(0, unpacked.length - 1000),
  "short.nii": unpacked.subarray(0, 100),
  "text.nii": "x,y\n1,2\n",
  "nan.nii.gz": smallVolume(([i]) => (i === 3 ? Number.NaN : 1)),
  "infinite.nii.gz": smallVolume(([i]) => (i === 3 ? Number.POSITIVE_INFINITY : 1)),
  "negative.nii.gz": smallVolume(([i]) => (i === 3 ? -1 : 1)),
  "half_labels.nii.gz": smallVolume(([i]) => i / 2),
  "no_labels.nii.gz": smallVolume(() => 0),
  "far_labels.nii.gz": farLabels(),
  "sheared.nii": sheared(),
  "flat.nii.gz": smallVolume(() => 7),
  "sheared.json": writeTransformJson({
    kind: "rigid",
    matrix: [1, 0.3, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  }),
  "spline.tfm": "#Insight Transform File V1.0\nTransform: BSplineTransform_double_3_3\n",
  "empty.csv": "region,time_h,activity_MBq\n",
  "wrong.csv": "organ,time,MBq\nkidney,1,1\n",
  "words.csv": "region,time_h,activity_MBq\nkidney,soon,1\n",
  "before.csv": "region,time_h,activity_MBq\nkidney,-4,1\nkidney,24,1\n",
  "two.csv": "region,time_h,activity_MBq\nkidney,4,10\nkidney,24,5\n",
  "plan.json": JSON.stringify({ schema: "gyre.case/1" }),
  "broken.json": "{",
  ...Object.fromEntries(cases().map(([name, data]) => [`${name}.json`, JSON.stringify(data)])),
});

const DOSE = ["dose", "--out", "never.nii.gz", "--nuclide", "Lu-177", "--decays"];
const DVH = ["dvh", "--out", "never.csv"];
const FIT = ["fit", "--nuclide", "Lu-177", "--tac"];
const KERNEL = ["kernel", "--nuclide", "Lu-177", "--voxel"];
const MOVE = ["register", "--out", "never", "--fixed", "scan_4h.nii.gz", "--moving"];
const RESAMPLE = ["resample", "--moving", "decays.nii.gz", "--out", "never.nii.gz", "--like"];
const PLAN = ["plan", "--out", "never"];

describe("bad input ends in 2, with nothing on stdout and the fault named on stderr", () => {
  test.each<[string, readonly string[], string | RegExp]>([
    [
      "a file that is not there",
      [...DOSE, "absent.nii.gz"],
      "absent.nii.gz: cannot be read (no such",
    ],
    ["a folder for a file", [...DOSE, "."], "it is a folder"],
    ["a truncated .nii.gz", [...DOSE, "cut.nii.gz"], "cut.nii.gz: "],
    ["a truncated .nii", [...DOSE, "cut.nii"], "cut.nii: "],
    ["less than a header", [...DOSE, "short.nii"], "short.nii: "],
    ["a table for a volume", [...DOSE, "text.nii"], "text.nii: not a NIfTI file"],
    ["voxels that are NaN", [...DOSE, "nan.nii.gz"], "nan.nii.gz: "],
    ["voxels that are infinite", [...DOSE, "infinite.nii.gz"], "infinite.nii.gz: "],
    ["negative decays", [...DOSE, "negative.nii.gz"], "holds -1 decays; expected none below 0"],
    ["a sheared volume", [...DOSE, "sheared.nii"], "from perpendicular (sheared or tilted)"],
    [
      "a density of words",
      [...DOSE, "decays.nii.gz", "--density", "water"],
      '--density expects a number from 0.001 to 25, got "water"',
    ],
    ["a density of nothing", [...DOSE, "decays.nii.gz", "--density", "0"], "--density expects"],
    ["a medium of lead squared", [...DOSE, "decays.nii.gz", "--medium", "129"], "--medium expects"],
    [
      "a method of another program",
      [...DOSE, "decays.nii.gz", "--method", "collapsed"],
      "--method expects local, kernel",
    ],
    [
      "an unknown nuclide",
      ["dose", "--out", "never.nii.gz", "--nuclide", "Lu-178", "--decays", "decays.nii.gz"],
      'nuclide "Lu-178" is not known',
    ],
    [
      "an output that is no NIfTI",
      ["dose", "--out", "never.dcm", "--nuclide", "Lu-177", "--decays", "decays.nii.gz"],
      "--out expects a name in .nii",
    ],
    ["no output", ["dose", "--nuclide", "Lu-177", "--decays", "decays.nii.gz"], "--out is missing"],
    [
      "an output below a file",
      [
        "dose",
        "--out",
        "decays.nii.gz/dose.nii",
        "--nuclide",
        "Lu-177",
        "--decays",
        "decays.nii.gz",
      ],
      "cannot be written",
    ],
    [
      "labels between numbers",
      [...DVH, "--dose", "decays.nii.gz", "--labels", "half_labels.nii.gz"],
      "expected whole numbers from 0 on, received 0.5",
    ],
    [
      "labels of nothing",
      [...DVH, "--dose", "decays.nii.gz", "--labels", "no_labels.nii.gz"],
      "no voxel has a label above 0",
    ],
    [
      "labels beside the dose",
      [...DVH, "--dose", "decays.nii.gz", "--labels", "far_labels.nii.gz"],
      'Structure "1" has no voxel on the grid of the dose',
    ],
    ["readings of nobody", [...FIT, "empty.csv"], "empty.csv: "],
    ["columns of another table", [...FIT, "wrong.csv"], "wrong.csv: "],
    ["a time in words", [...FIT, "words.csv"], /words\.csv.*soon/],
    ["a reading before the injection", [...FIT, "before.csv"], 'region "kidney"'],
    ["three phases of two readings", [...FIT, "two.csv", "--model", "tri"], 'region "kidney"'],
    [
      "a model that is none",
      [...FIT, "two.csv", "--model", "spline"],
      "--model expects auto, mono",
    ],
    ["a voxel in two directions", [...KERNEL, "4x4"], "--voxel expects three sizes"],
    ["a voxel without length", [...KERNEL, "0x4x4"], "--voxel expects a number from 0.1"],
    ["half an offset", [...KERNEL, "4x4x4", "--half", "2.5"], "--half expects a whole number"],
    ["two names of a nuclide", ["nuclide", "Lu-177", "Y-90"], "expected one name"],
    ["an image without contrast", [...MOVE, "flat.nii.gz"], "one of them is constant"],
    [
      "lncc for a rigid registration",
      [...MOVE, "scan_24h.nii.gz", "--metric", "lncc"],
      "--metric lncc needs --type deformable",
    ],
    [
      "a sheared rigid transform",
      [...RESAMPLE, "labels.nii.gz", "--transform", "sheared.json"],
      "sheared.json: matrix: it shears",
    ],
    [
      "a spline as a transform",
      [...RESAMPLE, "labels.nii.gz", "--transform", "spline.tfm"],
      "spline.tfm: ",
    ],
    [
      "a mode of interpolation that is none",
      [...RESAMPLE, "labels.nii.gz", "--mode", "cubic"],
      "--mode expects",
    ],
    ["a folder that is not there", ["inspect", "nowhere"], "nowhere: no such file or folder"],
    [
      "a case in place of one that is there",
      ["inspect", "labels.nii.gz", "--case", "case.json"],
      "--case expects the name of a new file, and case.json is there already",
    ],
    [
      "a plan that is a case",
      ["evaluate", "plan.json", "--activity", "7.4", "--cycles", "4"],
      'expected "gyre.plan/1"',
    ],
    [
      "a negative activity",
      ["evaluate", "plan.json", "--activity=-1", "--cycles", "4"],
      /--activity expects|schema/,
    ],
    ["no case", PLAN, "case (the case file) is missing"],
    ["a case that is no JSON", [...PLAN, "broken.json"], "broken.json: not JSON"],
    ["units that are none of activity", [...PLAN, "units.json"], /units\.json: .*unit/],
    [
      "a scan before the injection",
      [...PLAN, "early.json"],
      /early\.json: .*hoursAfterAdministration/,
    ],
    ["scans out of order", [...PLAN, "order.json"], "expected a time after the scan before it"],
    ["a scan of an unknown nuclide", [...PLAN, "stranger.json"], 'nuclide "Xx-99" is not known'],
    ["an unknown protocol", [...PLAN, "protocol.json"], "unheard-of"],
    ["an unknown limit", [...PLAN, "limit.json"], 'received "spleen"'],
    [
      "open questions",
      [...PLAN, "open.json"],
      "openQuestions: settle and remove them first.\n- Which camera?",
    ],
    ["a label without a voxel", [...PLAN, "label.json"], /labels\.nii\.gz: .*9/],
    ["a misspelt field", [...PLAN, "misspelt.json"], "resolutionFwhm"],
    [
      "a resolution in cm",
      [...PLAN, "cm.json"],
      "cm.json: resolutionFwhmMm: expected 1 to 40 mm, received 0.86",
    ],
    [
      "a density in kg/m³",
      [...PLAN, "heavy.json"],
      "dose.kernelDensityGPerCm3: expected 0.1 to 2.5 g/cm³, received 1040",
    ],
    [
      "an image of activity as the CT",
      [...PLAN, "no_ct.json"],
      "scan_4h.nii.gz: expected a CT in Hounsfield units",
    ],
    [
      "a structure drawn twice",
      [...PLAN, "twice.json"],
      '"Kidney" (labels.nii.gz, label 1) and "Left kidney" (labels.nii.gz, label 1) are the same 100 %',
    ],
    [
      "two scans in one minute, long after the administration",
      [...PLAN, "minute.json"],
      "expected at most 230 h, the decays of all that was given",
    ],
    ["a scan that is not there", [...PLAN, "gone.json"], "gone.nii.gz: cannot be read"],
    ["more activity than was given", [...PLAN, "kilo.json"], /h4|scan_4h/],
  ])("%s", async (_, args, fault) => {
    const { code, stdout, stderr } = await gyre(args, { cwd: folder });

    expect({ code, stdout, stderr }).toMatchObject({ code: 2, stdout: "" });
    if (typeof fault === "string") expect(stderr).toContain(fault);
    else expect(stderr).toMatch(fault);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

/** Cases that each get one thing wrong. */
function cases(): [string, unknown][] {
  const good = smallCaseJson();
  const [first, second, ...later] = good.scans as [Scan, Scan, ...Scan[]];
  const withFirst = (scan: object) => ({
    ...good,
    scans: [{ ...first, ...scan }, second, ...later],
  });
  const image = (about: object) => withFirst({ image: { ...first.image, ...about } });
  const [structures] = good.structures;
  const nine = { 9: { id: "spleen", name: "Spleen", role: "organ" } };
  return [
    ["units", image({ unit: "uCi/mL" })],
    ["kilo", image({ unit: "MBq/mL" })],
    ["gone", image({ nifti: "gone.nii.gz" })],
    ["early", withFirst({ hoursAfterAdministration: -2 })],
    ["stranger", withFirst({ nuclide: "Xx-99" })],
    ["order", { ...good, scans: [second, first, ...later] }],
    ["protocol", { ...good, protocol: { name: "unheard-of" } }],
    ["limit", { ...good, protocol: { ...good.protocol, limits: { spleen: 3 } } }],
    ["open", { ...good, openQuestions: ["Which camera?"] }],
    ["label", { ...good, structures: [{ ...structures, names: nine }] }],
    ["misspelt", { ...good, resolutionFwhm: 8 }],
    ["cm", { ...good, resolutionFwhmMm: 0.86 }],
    ["heavy", { ...good, dose: { ...good.dose, kernelDensityGPerCm3: 1040 } }],
    ["no_ct", withFirst({ anatomy: { nifti: "scan_4h.nii.gz" } })],
    [
      "twice",
      {
        ...good,
        structures: [
          structures,
          { ...structures, names: { 1: { id: "left", name: "Left kidney", role: "organ" } } },
        ],
      },
    ],
    [
      "minute",
      { ...good, scans: [first, { ...second, hoursAfterAdministration: 4.01 }], reference: "h24" },
    ],
  ];
}

type Scan = ReturnType<typeof smallCaseJson>["scans"][number];

/** Labels a metre away from the other volumes. */
function farLabels() {
  const grid = { ...SMALL_GRID, originMm: [1000, 1000, 1000] as const };
  const values = new Float32Array(16 ** 3).fill(1);
  return writeNifti({ grid, values }, { fileName: "x.nii.gz", description: "far" });
}

/** A volume whose x axis leans towards z. */
function sheared() {
  const bytes = smallVolume(() => 1, "x.nii");
  const sformRowX = new DataView(bytes.buffer, SFORM_ROW_X);
  sformRowX.setFloat32(8, 2, true);
  return bytes;
}
