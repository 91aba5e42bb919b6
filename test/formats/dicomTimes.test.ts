import { describe, expect, test } from "vitest";
import { parseDicomHeader } from "../../src/formats/dicom/dicomFile";
import { hoursAfterAdministration } from "../../src/formats/dicom/emissionFacts";
import { dicomHeader } from "../../src/formats/dicom/header";
import { ptPhases } from "../../src/formats/dicom/ptSeries";
import { isoOf, momentFromIso, secondsBetween } from "../../src/formats/dicom/time";
import { dicomFile, lutetium, ptSlice } from "../support/dicom";
import { dicomSources } from "../support/dicomSources";

describe("times", () => {
  test("a change to summer time between scans takes an hour off the wall clock", () => {
    const winter = momentFromIso("2026-03-28T12:00:00+01:00", "at");
    const summer = momentFromIso("2026-03-29T12:00:00+02:00", "at");

    expect(secondsBetween(winter, summer)).toBe(23 * 3600);
    expect(isoOf(summer)).toBe("2026-03-29T12:00:00+02:00");
  });

  test("an administration in UTC and a scan on a clock an hour ahead are an hour closer", () => {
    const drug = { ...lutetium, RadiopharmaceuticalStartDateTime: "20260302100000+0000" };
    const slice = ptSlice(0, {
      TimezoneOffsetFromUTC: "+0100",
      RadiopharmaceuticalInformationSequence: [drug],
    });

    const [phase] = ptPhases(dicomSources([slice]), {});

    expect(hoursAfterAdministration(phase!.facts)).toBe(1);
    expect(isoOf(phase!.facts.scanAt!)).toBe("2026-03-02T12:00:00+01:00");
  });

  test("text is decoded by the character set of the file", () => {
    const header = (bytes: Uint8Array) => dicomHeader(parseDicomHeader(bytes, "a.dcm")!);
    const utf8 = ptSlice(0, {
      SpecificCharacterSet: "ISO_IR 192",
      PatientName: "M\u00c3\u00bcller",
    });
    const latin = ptSlice(0, { SpecificCharacterSet: "ISO_IR 100", PatientName: "M\u00fcller" });

    expect(header(dicomFile(utf8)).patientName).toBe("Müller");
    expect(header(dicomFile(latin)).patientName).toBe("Müller");
  });
});
