import { expect, test } from "vitest";
import { ctPhases, readCtPhase } from "../../src/formats/dicom/ctSeries";
import { parseDicomFile, parseDicomHeader } from "../../src/formats/dicom/dicomFile";
import { dicomHeader } from "../../src/formats/dicom/header";
import { nmTomography, readNmTomography } from "../../src/formats/dicom/nmSeries";
import { ptPhases, readPtPhase } from "../../src/formats/dicom/ptSeries";
import { rtStructureSet } from "../../src/formats/dicom/rtStruct";
import { segmentation } from "../../src/formats/dicom/segmentation";
import { InputError } from "../../src/inputError";
import { seededRandom } from "../../src/volume/random";
import { quietWork } from "../../src/work";
import {
  ctSlice,
  dicomFile,
  nmVolume,
  ptSlice,
  segmentationFile,
  structureSet,
} from "../support/dicom";

const ORIGINALS = [
  dicomFile(ptSlice(0)),
  dicomFile(ctSlice(0)),
  dicomFile(nmVolume()),
  dicomFile(structureSet([0, 3])),
  dicomFile(
    segmentationFile([
      [1, 0, [1]],
      [2, 3, [2, 3]],
    ]),
  ),
];
const CASES = 500;

test(`${CASES} damaged files are read or refused by name, and never break the reader`, async () => {
  const random = seededRandom(20260302).uniform;
  let refused = 0;

  for (let i = 0; i < CASES; i++) {
    const bytes = damaged(ORIGINALS[i % ORIGINALS.length]!, random);
    try {
      parseDicomHeader(bytes.subarray(0, 512), "fuzz.dcm");
      await readWhatItIs(bytes);
    } catch (error) {
      expect(error, `case ${i}: ${(error as Error).stack}`).toBeInstanceOf(InputError);
      expect((error as Error).message).toContain("fuzz.dcm");
      refused++;
    }
  }

  expect(refused).toBeGreaterThan(CASES / 4);
  expect(refused).toBeLessThan(CASES);
});

async function readWhatItIs(bytes: Uint8Array): Promise<unknown> {
  const header = dicomHeader(parseDicomFile(bytes, "fuzz.dcm"));
  const source = { header, read: async () => bytes };
  if (header.kind === "PT") {
    const [phase] = ptPhases([source], {});
    return readPtPhase(phase!, quietWork());
  }
  if (header.kind === "CT")
    return Promise.all(ctPhases([source]).map((p) => readCtPhase(p, quietWork())));
  if (header.kind === "NM") return readNmTomography(nmTomography(source, {}), quietWork());
  if (header.kind === "SEG") return segmentation(header.item);
  return rtStructureSet(header.item);
}

/** Three bytes replaced; three files of ten cut short. */
function damaged(original: Uint8Array, random: () => number): Uint8Array {
  const bytes = original.slice();
  for (let flip = 0; flip < 3; flip++)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}
