import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDicomFile } from "../../src/formats/dicom/dicomFile";
import { hoursAfterAdministration } from "../../src/formats/dicom/emissionFacts";
import { type DicomSource, dicomHeader } from "../../src/formats/dicom/header";
import { nmTomography } from "../../src/formats/dicom/nmSeries";
import { ptPhases, readPtPhase } from "../../src/formats/dicom/ptSeries";
import { rtDose } from "../../src/formats/dicom/rtDose";
import { rtStructureSet } from "../../src/formats/dicom/rtStruct";
import { segmentation } from "../../src/formats/dicom/segmentation";
import { InputError } from "../../src/inputError";
import { contoursMl, maskFromContours } from "../../src/volume/contours";
import { voxelVolumeMm3 } from "../../src/volume/grid";
import { forEachVoxel, occupiedVoxels, volumeMl, weightedSum } from "../../src/volume/mask";
import { quietWork } from "../../src/work";
import { filesBelow, unpacked } from "../support/files";
import { referenceFolder } from "../support/reference";

const lutetium = referenceFolder("spect-lu177-patient");
const fdg = referenceFolder("pet-fdg-rtstruct");
const ramp = referenceFolder("rtdose-rtstruct-ramp");
const small = referenceFolder("dicom-small");

async function sourcesOf(folder: string): Promise<readonly DicomSource[]> {
  const files = filesBelow(folder);
  return Promise.all(
    files.map(async ({ path, read }) => ({
      header: dicomHeader(parseDicomFile(await read(), path)),
      read,
    })),
  );
}

const ofKind = (sources: readonly DicomSource[], kind: string) =>
  sources.filter(({ header }) => header.kind === kind);

describe.skipIf(!lutetium)("177Lu patient, two quantitative SPECT scans stored as PET", () => {
  test.each([
    ["SCAN_001", 3.741111, 1328.778, [14364, 384], 106.94],
    ["SCAN_002", 27.7255, 883.018, [14482, 390], 107.78],
  ] as const)(
    "%s: %f h after administration, %f MBq, lesion voxels %j, first lesion %f mL",
    async (scan, hours, megabecquerels, voxels, millilitres) => {
      const sources = await sourcesOf(unpacked(join(lutetium!, `${scan}.tar.xz`)));

      const [phase] = ptPhases(ofKind(sources, "PT"), {});
      const activity = await readPtPhase(phase!, quietWork());

      const total = activity.values.reduce((sum, value) => sum + value, 0);
      expect(hoursAfterAdministration(phase!.facts)).toBeCloseTo(hours, 4);
      expect(phase!.modality).toBe("SPECT");
      expect(phase!.facts.administeredMBq).toBeCloseTo(7210.4, 1);
      expect((total * voxelVolumeMm3(phase!.grid)) / 1e9 / megabecquerels).toBeCloseTo(1, 4);
      const structures = rtStructureSet(ofKind(sources, "RTSTRUCT")[0]!.header.item);
      const lesions = structures.regions.slice(0, 2);
      const masks = lesions.map(({ contours }) => maskFromContours(contours, phase!.grid)!);
      expect(masks.map(occupiedVoxels)).toEqual(voxels);
      expect(contoursMl(lesions[0]!.contours, phase!.grid)).toBeCloseTo(millilitres, 2);
      const fine = maskFromContours(lesions[0]!.contours, phase!.grid, 4)!;
      expect(volumeMl(fine) / millilitres).toBeCloseTo(1, 2);
    },
  );
});

describe.skipIf(!fdg)("FDG PET with a slope of its own in each slice", () => {
  test("GTV_Mass holds 5095 voxels, SUVbw 0.169 to 7.911, mean 2.5551", async () => {
    const sources = await sourcesOf(unpacked(join(fdg!, "FDG_PET_dicom.tar.xz")));
    const sameDay = {
      administeredAt: { localS: Date.UTC(2000, 8, 7, 10, 35) / 1000, offsetMinutes: undefined },
    };

    const [phase] = ptPhases(ofKind(sources, "PT"), sameDay);
    const activity = await readPtPhase(phase!, quietWork());

    expect(new Set(phase!.slices.map(({ slope }) => slope)).size).toBe(267);
    const regions = rtStructureSet(ofKind(sources, "RTSTRUCT")[0]!.header.item).regions;
    const mass = regions.find(({ name }) => name === "GTV_Mass")!;
    const mask = maskFromContours(mass.contours, phase!.grid)!;
    expect(occupiedVoxels(mask)).toBe(5095);
    const weightG = 1000 * Number(phase!.slices[0]!.item.dataSet.string("x00101030"));
    const hours = hoursAfterAdministration(phase!.facts)!;
    const doseBq = 388.777472e6 * 2 ** (-(hours * 3600) / 6588);
    let [low, high] = [Number.POSITIVE_INFINITY, 0];
    forEachVoxel(mask, (index) => {
      low = Math.min(low, activity.values[index]!);
      high = Math.max(high, activity.values[index]!);
    });
    expect((high * weightG) / doseBq).toBeCloseTo(7.911, 2);
    expect((low * weightG) / doseBq).toBeCloseTo(0.169, 2);
    expect((weightedSum(mask, activity.values) / 5095) * (weightG / doseBq)).toBeCloseTo(2.5551, 2);
  });
});

describe.skipIf(!ramp)("a dose ramp of two beams", () => {
  test("the plan is the sum of its beams; the cube holds 1050 mL, mean 2.050 and maximum 2.210 Gy", async () => {
    const sources = await sourcesOf(unpacked(join(ramp!, "plan03.tar.xz")));

    const doses = ofKind(sources, "RTDOSE").map(({ header }) => rtDose(header.item));
    const regions = rtStructureSet(ofKind(sources, "RTSTRUCT")[0]!.header.item).regions;

    const plan = doses.find(({ summation }) => summation === "PLAN")!;
    const beams = doses.filter(({ summation }) => summation === "BEAM");
    expect(plan.type).toBe("EFFECTIVE");
    expect(beams.length).toBe(2);
    const worst = plan.dose.values.reduce((most, gy, i) => {
      const sum = beams[0]!.dose.values[i]! + beams[1]!.dose.values[i]!;
      return Math.max(most, Math.abs(gy - sum));
    }, 0);
    expect(worst).toBeLessThan(5e-5);
    const cube = regions.find(({ name }) => name === "Cube101010")!;
    const mask = maskFromContours(cube.contours, plan.dose.grid, 4)!;
    expect(contoursMl(cube.contours, plan.dose.grid)).toBeCloseTo(1050, 1);
    expect(weightedSum(mask, plan.dose.values) / occupiedVoxels(mask)).toBeCloseTo(2.05, 2);
    let high = 0;
    forEachVoxel(mask, (index) => {
      high = Math.max(high, plan.dose.values[index]!);
    });
    expect(high).toBeCloseTo(2.21, 2);
  });
});

describe.skipIf(!small)("small files of many encodings", () => {
  const read = async (name: string) => {
    const file = filesBelow(small!).find(({ path }) => basename(path) === name)!;
    return parseDicomFile(await file.read(), name);
  };

  test.each(["pydicom__rtdose.dcm", "pydicom__rtdose_rle.dcm", "pydicom__rtdose_expb.dcm"])(
    "%s: the relative dose reaches 1.254 in whatever encoding",
    async (name) => {
      const { dose, units } = rtDose(await read(name));

      expect(units).toBe("RELATIVE");
      expect(dose.grid.size).toEqual([10, 10, 15]);
      expect(dose.values.reduce((a, b) => Math.max(a, b))).toBeCloseTo(1.254, 3);
    },
  );

  test("one frame of dose is a grid of one slice", async () => {
    expect(rtDose(await read("pydicom__rtdose_1frame.dcm")).dose.grid.size).toEqual([10, 10, 1]);
  });

  test.each([
    ["pydicom-data__liver.dcm", [512, 512, 3], [107098]],
    ["pydicom-data__liver_rle.dcm", [512, 512, 3], [107098]],
    ["dcmqi__partial_overlaps.dcm", [512, 512, 3], [9602, 11888, 10743, 6693, 4713]],
    ["highdicom__seg_image_ct_binary_overlap.dcm", [16, 16, 165], [64, 16]],
    ["highdicom__seg_image_ct_true_fractional.dcm", [16, 16, 3], [638]],
    ["dcmjs__tumor_User1_Manual_Trial1.dcm", [128, 128, 9], [54, 212]],
  ] as const)("%s: segments on a grid of %j hold %j voxels", async (name, size, voxels) => {
    const { grid, segments } = segmentation(await read(name));

    expect(grid.size).toEqual(size);
    expect(segments.map(({ mask }) => occupiedVoxels(mask))).toEqual(voxels);
  });

  test("frames deflated one by one are refused", async () => {
    const deflated = await read("pydicom-data__liver_deflate.dcm");

    expect(() => segmentation(deflated)).toThrow(/transfer syntax 1\.2\.840\.10008\.1\.2\.8\.1/);
  });

  test("a structure set without file header is read", async () => {
    expect(rtStructureSet(await read("pydicom__rtstruct.dcm")).regions.length).toBeGreaterThan(0);
  });

  const asSource = async (name: string): Promise<DicomSource> => ({
    header: dicomHeader(await read(name)),
    read: async () => new Uint8Array(),
  });

  test.each([
    ["fo-dicom__GH610.dcm", /PROPCPS, which is no activity/],
    ["fo-dicom__GH184.dcm", /1\.2\.840\.10008\.1\.2\.4\.70.*dcmdjpeg/],
  ])("%s is refused as a PET of activity", async (name, reason) => {
    const source = await asSource(name);

    expect(() => ptPhases([source], {})).toThrow(reason);
    expect(() => ptPhases([source], {})).toThrow(InputError);
  });

  test("a heart without orientation is refused as a tomography", async () => {
    const source = await asSource("dcm4che__NM-MONO2-16-13x-heart");

    expect(() => nmTomography(source, {})).toThrow(/missing|RECON TOMO/);
  });

  test("a planar whole-body image is no object of this program", async () => {
    expect((await asSource("pydicom-data__JPEG-LL.dcm")).header.kind).toBe("other");
  });
});
