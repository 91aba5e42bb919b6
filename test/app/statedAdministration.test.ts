import { expect, test } from "vitest";
import type { FoundStudy } from "../../src/app/foundStudy";
import { hoursFrom, statedAdministration } from "../../src/app/statedAdministration";
import { firstAnswers, withAdministration } from "../../src/app/studyAnswers";
import type { InspectReport } from "../../src/records/inspectReport";

const AT = "2026-03-02T09:00:00+01:00";

function scansOf(...over: readonly Partial<InspectReport["scans"][number]>[]): FoundStudy {
  const scan = { label: "", files: [], units: "BQML", anatomyId: null, nuclide: "Lu-177" };
  const hours = [4, 24];
  const scans = over.map((part, i) => ({
    ...scan,
    id: `scan${i + 1}`,
    administeredMBq: 7412.5,
    administeredAt: AT,
    scanAt: new Date(Date.parse(AT) + hours[i]! * 3.6e6).toISOString(),
    hoursAfterAdministration: hours[i]!,
    ...part,
  }));
  return {
    report: { scans, structureSets: [], images: [], problems: [] },
    draft: {
      patient: "Patient",
      administration: { nuclide: "Lu-177", activityMBq: 7412.5 },
      scans: [],
      protocol: {},
      registration: "rigid",
    },
  } as unknown as FoundStudy;
}

test("what all scans state is taken with its origin; what they state differently is shown, and asked", () => {
  const { report } = scansOf({}, {});
  expect(statedAdministration(report)).toEqual({
    nuclide: {
      value: "Lu-177",
      origin: "Lu-177: DICOM, Radionuclide Code or Radiopharmaceutical, of all scans",
    },
    activityMBq: {
      value: "7412.5",
      origin: "7412.5 MBq: DICOM, Radionuclide Total Dose, of all scans",
    },
    at: { value: AT, origin: `${AT}: DICOM, Radiopharmaceutical Start DateTime, of all scans` },
  });

  const two = scansOf({}, { administeredMBq: 7300 });
  expect(statedAdministration(two.report).activityMBq).toEqual({
    value: undefined,
    origin: "DICOM, Radionuclide Total Dose, differs: 7412.5 MBq (scan1), 7300 MBq (scan2)",
  });
  expect(firstAnswers(two).administration.activityMBq).toBe("");
  expect(statedAdministration(scansOf({ administeredMBq: null }).report).activityMBq).toBe(
    undefined,
  );
});

test("a time without the offset of its clock is shown and not taken", () => {
  const { at } = statedAdministration(scansOf({ administeredAt: "2026-03-02T09:00:00" }).report);

  expect(at!.value).toBeUndefined();
  expect(at!.origin).toContain("without the offset of its clock");
});

test("hours follow another time of administration, and what was typed stays", () => {
  const found = scansOf({}, {});
  const first = firstAnswers(found);
  expect(first.administration.at).toBe(AT);
  const typed = {
    ...first,
    scans: first.scans.map((s) => (s.id === "scan2" ? { ...s, hours: 23 } : s)),
  };

  const later = withAdministration(found, typed, {
    ...typed.administration,
    at: "2026-03-02T11:00:00+01:00",
  });

  expect(later.scans.map(({ hours }) => hours)).toEqual([2, 23]);
  const back = withAdministration(found, later, { ...later.administration, at: "" });
  expect(back.scans.map(({ hours }) => hours)).toEqual([4, 23]);
  const after = withAdministration(found, typed, {
    ...typed.administration,
    at: "2026-03-02T14:00:00+01:00",
  });
  expect(after.scans[0]!.hours).toBeUndefined();
});

test("hours count by UTC across a change to summer time, by the wall where a clock has no offset", () => {
  expect(hoursFrom("2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00")).toBe(23);
  expect(hoursFrom("2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00")).toBe(24);
  expect(hoursFrom("yesterday", "2026-03-29T12:00:00")).toBeUndefined();
});
