import { parseDicomFile } from "../../src/formats/dicom/dicomFile";
import type { EmissionAnswers } from "../../src/formats/dicom/emissionFacts";
import { type DicomSource, dicomHeader } from "../../src/formats/dicom/header";
import { ptPhases, readPtPhase } from "../../src/formats/dicom/ptSeries";
import { quietWork } from "../../src/work";
import { type Attributes, dicomFile } from "./dicom";

/** A file as the readers of series take it. */
export const dicomSource = (bytes: Uint8Array, file: string): DicomSource => ({
  header: dicomHeader(parseDicomFile(bytes, file)),
  read: async () => bytes,
});

/** Slices as files slice0.dcm, slice1.dcm, …. */
export const dicomSources = (slices: readonly Attributes[]): DicomSource[] =>
  slices.map((slice, i) => dicomSource(dicomFile(slice), `slice${i}.dcm`));

/** The first time point of the slices of a PET series, or of a SPECT stored as one. */
export async function readPt(slices: readonly Attributes[], answers: EmissionAnswers = {}) {
  const [phase] = ptPhases(dicomSources(slices), answers);
  return { phase: phase!, activity: await readPtPhase(phase!, quietWork()) };
}
