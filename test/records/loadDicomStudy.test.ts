import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDicomFile } from "../../src/formats/dicom/dicomFile";
import { dicomHeader } from "../../src/formats/dicom/header";
import { rtStructureSet } from "../../src/formats/dicom/rtStruct";
import type { Case } from "../../src/records/caseSchema";
import { totalActivityMBq } from "../../src/records/checkActivity";
import { loadStudy } from "../../src/records/loadStudy";
import { occupiedVoxels, volumeMl } from "../../src/volume/mask";
import { quietWork } from "../../src/work";
import { type Attributes, ctSlice, dicomFile, ptSlice, structureSet } from "../support/dicom";
import { filesBelow, unpacked } from "../support/files";
import { referenceFolder } from "../support/reference";

const HOT = { RescaleSlope: "1000000" };
const later: Attributes = {
  ...HOT,
  SeriesInstanceUID: "2.25.9",
  SeriesDate: "20260303",
  AcquisitionDate: "20260303",
};
const square = (zMm: number): Attributes => ({
  ContourGeometricType: "CLOSED_PLANAR",
  NumberOfContourPoints: "4",
  ContourData: `-2\\-2\\${zMm}\\2\\-2\\${zMm}\\2\\2\\${zMm}\\-2\\2\\${zMm}`,
});
const lesion = structureSet([], {
  ROIContourSequence: [{ ReferencedROINumber: "1", ContourSequence: [square(0), square(3)] }],
});
const FILES: Readonly<Record<string, Uint8Array>> = {
  "pt/1.dcm": dicomFile(ptSlice(3, HOT)),
  "pt/2.dcm": dicomFile(ptSlice(0, HOT)),
  "late/1.dcm": dicomFile(ptSlice(0, later)),
  "late/2.dcm": dicomFile(ptSlice(3, later)),
  "ct/1.dcm": dicomFile(ctSlice(0)),
  "ct/2.dcm": dicomFile(ctSlice(3)),
  "lesion.dcm": dicomFile(lesion),
};
const scan = (id: string, dicom: string[], seriesUid: string) => ({
  id,
  label: id,
  modality: "SPECT" as const,
  nuclide: "Lu-177",
  image: { dicom, seriesUid },
});
const CASE: Case = {
  schema: "gyre.case/1",
  patient: "A",
  administration: { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 3 },
  scans: [
    {
      ...scan("early", ["pt/1.dcm", "pt/2.dcm", "ct/1.dcm"], "2.25.1.2"),
      anatomy: { dicom: ["ct/1.dcm", "ct/2.dcm"], seriesUid: "2.25.1.4" },
    },
    scan("late", ["late/1.dcm", "late/2.dcm"], "2.25.9"),
  ],
  reference: "early",
  structures: [
    {
      rtstruct: "lesion.dcm",
      onScan: "early",
      rois: { Ring: { id: "lesion", name: "lesion", role: "tumour" } },
    },
  ],
  protocol: { name: "lu177-dotatate" },
  kinetics: { model: "auto" },
  dose: { method: "local", kernelDensityGPerCm3: 1.04 },
  registration: "headers",
};
const load = (edit: (data: Case) => void = () => {}) => {
  const data = structuredClone(CASE);
  edit(data);
  return loadStudy(data, async (path) => FILES[path]!, quietWork());
};

describe("a case of DICOM series", () => {
  test("takes times from the files, leaves other series out and keeps frames of reference", async () => {
    const { timePoints, warnings } = await load();

    expect(timePoints.map(({ hoursAfterAdministration: h }) => h)).toEqual([2, 26]);
    // 1 to 12 MBq/mL in voxels of 12 mm³, two slices.
    expect(totalActivityMBq(timePoints[0]!.activity)).toBeCloseTo(2 * 78 * 0.012, 6);
    expect(timePoints.map(({ frameOfReferenceUid }) => frameOfReferenceUid)).toEqual([
      "2.25.1.3",
      "2.25.1.3",
    ]);
    expect(timePoints[0]!.anatomy?.volume.values[0]).toBe(-1023);
    expect(warnings).toEqual([]);
  });

  test("counts contours by shares of voxels: 4 × 4 mm over two slices of 3 mm are 0.096 mL", async () => {
    const { structures } = await load();

    expect(structures.map(({ id, source }) => [id, source])).toEqual([
      ["lesion", "lesion.dcm, ROI Ring"],
    ]);
    expect(occupiedVoxels(structures[0]!.mask)).toBeCloseTo(8, 6);
    expect(volumeMl(structures[0]!.mask)).toBeCloseTo(0.096, 6);
  });

  test("follows the case where its time differs from the files', and says so", async () => {
    const { timePoints, warnings } = await load(({ scans }) => {
      scans[1]!.hoursAfterAdministration = 30;
    });

    expect(timePoints[1]!.hoursAfterAdministration).toBe(30);
    expect(warnings).toEqual([
      "scan late: the case says 30 h after administration and the files 26.00 h; the case was followed.",
    ]);
  });

  test.each<[string, RegExp, (data: Case) => void]>([
    [
      "a series that is not among the files",
      /none of 2 files is of the series 2\.25\.77/,
      (data) => {
        Object.assign(data.scans[1]!.image, { seriesUid: "2.25.77" });
      },
    ],
    [
      "a CT as activity",
      /ct\/1\.dcm: CT; expected a PET or SPECT series/,
      (data) => {
        data.scans[1]!.image = { dicom: ["ct/1.dcm", "ct/2.dcm"], seriesUid: "2.25.1.4" };
      },
    ],
    [
      "an activity series as CT",
      /holds 0 CT volumes; expected one/,
      (data) => {
        data.scans[0]!.anatomy = { dicom: ["pt/1.dcm", "pt/2.dcm"], seriesUid: "2.25.1.2" };
      },
    ],
    [
      "an ROI that is not there",
      /has no ROI "Liver"; expected one of Ring/,
      (data) => {
        Object.assign(data.structures[0]!, {
          rois: { Liver: { id: "liver", name: "liver", role: "organ" } },
        });
      },
    ],
    [
      "something else as contours",
      /ct\/1\.dcm: CT; expected an RTSTRUCT/,
      (data) => {
        Object.assign(data.structures[0]!, { rtstruct: "ct/1.dcm" });
      },
    ],
  ])("refuses %s", async (_, reason, edit) => {
    await expect(load(edit)).rejects.toThrow(reason);
  });
});

const patient = referenceFolder("spect-lu177-patient");

describe.skipIf(!patient)("a 177Lu patient's two scans as one case", () => {
  test("hold 1328.778 MBq at 3.7411 h and 883.018 MBq at 27.7255 h, lesion 1 106.94 mL", async () => {
    const readers = new Map(
      ["SCAN_001", "SCAN_002"].flatMap((name) =>
        filesBelow(unpacked(join(patient!, `${name}.tar.xz`))).map(
          ({ path, read }) => [path, read] as const,
        ),
      ),
    );
    const headers = await Promise.all(
      [...readers].map(async ([path, read]) => dicomHeader(parseDicomFile(await read(), path))),
    );
    const of = (name: string, kind: string) =>
      headers.filter(({ file, kind: k }) => file.startsWith(name) && k === kind);
    const scanOf = (id: string) => {
      const series = of(id, "PT");
      return scan(
        id,
        series.map(({ file }) => file),
        series[0]!.seriesUid,
      );
    };
    const contours = of("SCAN_001", "RTSTRUCT")[0]!;
    const [roi] = rtStructureSet(contours.item).regions.map(({ name }) => name);

    const study = await loadStudy(
      {
        ...CASE,
        administration: { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7210.4 },
        scans: [scanOf("SCAN_001"), scanOf("SCAN_002")],
        reference: "SCAN_001",
        structures: [
          {
            rtstruct: contours.file,
            onScan: "SCAN_001",
            rois: { [roi!]: { id: "lesion_1", name: "lesion 1", role: "tumour" } },
          },
        ],
      },
      (path) => readers.get(path)!(),
      quietWork(),
    );

    const [first, second] = study.timePoints;
    expect(first!.hoursAfterAdministration).toBeCloseTo(3.741111, 4);
    expect(second!.hoursAfterAdministration).toBeCloseTo(27.7255, 4);
    expect(totalActivityMBq(first!.activity) / 1328.778).toBeCloseTo(1, 4);
    expect(totalActivityMBq(second!.activity) / 883.018).toBeCloseTo(1, 4);
    expect(first!.frameOfReferenceUid).not.toBe(second!.frameOfReferenceUid);
    expect(volumeMl(study.structures[0]!.mask) / 106.94).toBeCloseTo(1, 2);
    expect(study.warnings).toEqual([expect.stringContaining("1.129; its decay factor is 1.")]);
  });
});
