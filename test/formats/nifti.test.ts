import { gzipSync } from "fflate";
import { NIFTI1 } from "nifti-reader-js";
import { describe, expect, test } from "vitest";
import { isNiftiName, readNifti } from "../../src/formats/nifti/read";
import { writeNifti } from "../../src/formats/nifti/write";
import { InputError } from "../../src/inputError";
import { type Grid, sameGrid, toPatientMm } from "../../src/volume/grid";
import { seededNumbers, turnedAxes } from "../support/shapes";

const OBLIQUE: Grid = {
  size: [5, 4, 3],
  spacingMm: [1.5, 2.25, 4.42],
  originMm: [-120.25, 33.5, 871.125],
  axes: turnedAxes(37),
};
const [X, Y, Z] = turnedAxes(-150);
const GRIDS: Readonly<Record<string, Grid>> = {
  straight: { ...OBLIQUE, axes: turnedAxes(0) },
  oblique: OBLIQUE,
  "turned by more than half": { ...OBLIQUE, axes: turnedAxes(-150) },
  "left-handed": { ...OBLIQUE, axes: [X, Y, [-Z[0], -Z[1], -Z[2]]] },
  "coronal (feet first in rows)": {
    ...OBLIQUE,
    axes: [
      [1, 0, 0],
      [0, 0, -1],
      [0, 1, 0],
    ],
  },
  "half turn about x": {
    ...OBLIQUE,
    axes: [
      [1, 0, 0],
      [0, -1, 0],
      [0, 0, -1],
    ],
  },
};
/** Where the first voxel stands: after the header and 64 bytes of comment. */
const VOXELS = 416;
const random = seededNumbers(5);
const FRACTIONS = Float32Array.from({ length: 60 }, () => random() * 1e6 - 2e5);
const WHOLE = Float32Array.from({ length: 60 }, (_, i) => i * 37 - 1000);
const file = (grid = OBLIQUE, values = FRACTIONS, fileName = "a.nii") =>
  writeNifti({ grid, values }, { fileName, description: "activity Bq/mL" });
const changed = (edit: (view: DataView) => void, bytes = file()) => {
  const copy = bytes.slice();
  edit(new DataView(copy.buffer));
  return copy;
};
const refusal = (bytes: Uint8Array) => {
  try {
    readNifti(bytes, "spect/a.nii");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(/^spect\/a\.nii: /);
    return (error as Error).message;
  }
  throw new Error("The file was read");
};

describe.each(Object.entries(GRIDS))("a %s volume", (_, grid) => {
  test("comes back with the same lattice and values from .nii and .nii.gz", () => {
    for (const name of ["a.nii", "a.nii.gz"]) {
      const read = readNifti(file(grid, FRACTIONS, name), name);

      expect(sameGrid(read.grid, grid, 1e-3)).toBe(true);
      expect(read.values).toEqual(FRACTIONS);
      expect(read.notes).toEqual([]);
    }
  });

  test("lies at the same place by its quaternion alone, within the 0.01 mm that f32 leaves", () => {
    const byQuaternion = changed((view) => view.setInt16(254, 0, true), file(grid));

    expect(sameGrid(readNifti(byQuaternion, "a.nii").grid, grid, 0.01)).toBe(true);
  });
});

test("x and y of RAS change their sign in LPS, of position and direction", () => {
  const bytes = changed((view) => {
    [2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30].forEach((value, i) => {
      view.setFloat32(280 + 4 * i, value, true);
    });
  });

  const { grid } = readNifti(bytes, "a.nii");

  expect(toPatientMm(grid, [0, 0, 0])).toEqual([-10, -20, 30]);
  expect(toPatientMm(grid, [1, 1, 1])).toEqual([-12, -23, 34]);
});

test("the header carries the notice as a comment that other readers find", () => {
  const bytes = file();
  const header = new NIFTI1();
  header.readHeader(bytes.buffer);
  const [comment] = header.extensions;

  expect([comment!.ecode, comment!.esize % 16]).toEqual([6, 0]);
  expect(new TextDecoder().decode(comment!.edata).replace(/\0+$/, "")).toBe(
    "Research and teaching; not a medical device.",
  );
  expect(new DataView(bytes.buffer).getFloat32(108, true)).toBe(VOXELS);
});

test("whole numbers are stored as 8 or 16 bits, others as float32", () => {
  const bitsOf = (values: Float32Array, step = 1) => {
    const bytes = writeNifti(
      { grid: OBLIQUE, values },
      { fileName: "a.nii", description: "", step },
    );
    expect(readNifti(bytes, "a.nii").values).toEqual(values);
    return new DataView(bytes.buffer).getInt16(72, true);
  };

  expect(bitsOf(WHOLE.map((_, i) => i % 11))).toBe(8);
  expect(bitsOf(WHOLE)).toBe(16);
  expect(bitsOf(WHOLE.map((value) => value * 64, 64))).toBe(32);
  expect(
    bitsOf(
      WHOLE.map((value) => value * 64),
      64,
    ),
  ).toBe(16);
  expect(bitsOf(FRACTIONS)).toBe(32);
});

test("the same volume gives the same bytes", () => {
  expect(file(OBLIQUE, WHOLE, "a.nii.gz")).toEqual(file(OBLIQUE, WHOLE, "b.nii.gz"));
});

test("a slope scales and an intercept shifts; a slope of 0 does neither", () => {
  const scaled = (slope: number) =>
    readNifti(
      changed(
        (view) => {
          view.setFloat32(112, slope, true);
          view.setFloat32(116, -7, true);
        },
        file(OBLIQUE, WHOLE),
      ),
      "a.nii",
    ).values;

  expect(scaled(0.5)).toEqual(WHOLE.map((value) => value / 2 - 7));
  expect(scaled(0)).toEqual(WHOLE);
});

test("metres and micrometres become millimetres, an unstated unit is read as mm and said", () => {
  const spacing = (code: number) => {
    const { grid, notes } = readNifti(
      changed((view) => {
        view.setUint8(123, code);
        const scale = { 1: 1e-3, 3: 1e3 }[code] ?? 1;
        for (let at = 280; at < 328; at += 4)
          view.setFloat32(at, view.getFloat32(at, true) * scale, true);
        view.setInt16(252, 0, true);
      }),
      "a.nii",
    );
    return { mm: grid.spacingMm[2], notes };
  };

  for (const code of [1, 2, 3, 0]) expect(spacing(code).mm).toBeCloseTo(4.42, 4);
  expect(spacing(1).notes).toEqual([]);
  expect(spacing(0).notes).toEqual(["a.nii: states no unit of length; read as mm"]);
});

test("a big-endian file reads as its little-endian twin", () => {
  const little = changed(() => {}, file(OBLIQUE, WHOLE));
  const big = changed((view) => {
    const swap = (at: number, width: number) => {
      const bytes = new Uint8Array(view.buffer, at, width);
      bytes.reverse();
    };
    swap(0, 4);
    for (let at = 40; at < 56; at += 2) swap(at, 2);
    for (const at of [70, 72, 252, 254]) swap(at, 2);
    for (const [from, to] of [
      [76, 120],
      [256, 328],
    ] as const)
      for (let at = from; at < to; at += 4) swap(at, 4);
    for (let at = VOXELS; at < view.byteLength; at += 2) swap(at, 2);
  }, little);

  expect(readNifti(big, "a.nii")).toEqual(readNifti(little, "a.nii"));
});

describe("refused, with the reason:", () => {
  test.each<[string, RegExp, (view: DataView) => void]>([
    [
      "shear",
      /5\.7\d° from perpendicular/,
      (view) => {
        [2, 0.2, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0].forEach((value, i) => {
          view.setFloat32(280 + 4 * i, value, true);
        });
      },
    ],
    [
      "no place in space",
      /neither sform_code nor qform_code/,
      (view) => view.setInt32(252, 0, true),
    ],
    [
      "voxels of no size",
      /voxel sizes of 0 ×/,
      (view) => {
        for (let at = 280; at < 328; at += 4) view.setFloat32(at, 0, true);
      },
    ],
    [
      "NaN voxels",
      /2 of 60 voxels are not a number or infinite/,
      (view) => {
        view.setFloat32(VOXELS + 40, Number.NaN, true);
        view.setFloat32(VOXELS + 80, Number.POSITIVE_INFINITY, true);
      },
    ],
    [
      "several time points",
      /holds 4 volumes/,
      (view) => {
        view.setInt16(40, 4, true);
        view.setInt16(48, 4, true);
      },
    ],
    ["dim[0] of 9", /dim\[0\] is 9; expected 1 to 7/, (view) => view.setInt16(40, 9, true)],
    ["a negative size", /dim is -5 × 4 × 3/, (view) => view.setInt16(42, -5, true)],
    [
      "too many voxels",
      /are more than/,
      (view) => {
        for (const at of [42, 44, 46]) view.setInt16(at, 32000, true);
      },
    ],
    ["missing voxels", /need 480 bytes; the file has 240/, (view) => view.setInt16(46, 6, true)],
    ["colours", /datatype 128/, (view) => view.setInt16(70, 128, true)],
    ["an unknown unit of length", /unit of length 5/, (view) => view.setUint8(123, 5)],
    [
      "a slope that is no number",
      /scl_slope NaN/,
      (view) => view.setFloat32(112, Number.NaN, true),
    ],
    ["a header without its image", /\.hdr\/\.img/, (view) => view.setUint8(345, 0x69)],
    ["something else", /not a NIfTI file/, (view) => view.setUint8(344, 0)],
  ])("%s", (_, reason, edit) => {
    expect(refusal(changed(edit))).toMatch(reason);
  });

  test("a gzip file that is cut or damaged", () => {
    const packed = gzipSync(file());
    const flipped = packed.slice();
    flipped[packed.length - 6]! ^= 1;

    expect(refusal(packed.subarray(0, packed.length - 20))).toMatch(/gzip file is damaged/);
    expect(refusal(flipped)).toMatch(/checksum/);
  });

  test("nothing at all", () => {
    expect(refusal(new Uint8Array(0))).toMatch(/not a NIfTI file/);
  });
});

test("an sform that contradicts the qform wins and is noted", () => {
  const bytes = changed((view) => view.setFloat32(268, 0, true));

  const { grid, notes } = readNifti(bytes, "a.nii");

  expect(sameGrid(grid, OBLIQUE, 1e-3)).toBe(true);
  expect(notes).toEqual([
    "a.nii: sform and qform place the volume 120.3 mm apart; the sform was used",
  ]);
});

test("damaged files are read or refused, never anything else", () => {
  const next = seededNumbers(20);
  for (let round = 0; round < 2000; round++) {
    const original = file(OBLIQUE, WHOLE, round % 2 ? "a.nii.gz" : "a.nii");
    const bytes = original.slice(
      0,
      next() < 0.3 ? Math.floor(next() * original.length) : undefined,
    );
    for (let flip = 0; flip < 3 && bytes.length > 0; flip++)
      bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
    try {
      readNifti(bytes, "a.nii");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
});

test("NIfTI files are known by their names", () => {
  expect(["a.nii", "b.NII.GZ", "c.nii.gz.txt", "d.dcm"].map(isNiftiName)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
