import { plan } from "../../app/pipeline";
import { prescriptionOf } from "../../app/prescriptionOf";
import { sampleCaseFiles } from "../../app/sampleCase";
import type { Gpu } from "../../gpu/gpu";
import { parseCase } from "../../records/caseFile";
import { loadStudy } from "../../records/loadStudy";
import { partOf, type Work } from "../../work";

/** Wall time of one whole calculation of the bundled sample case, ms: from the study in memory to doses and DVHs, without warming up. */
export async function planMs(gpu: Gpu, work: Work): Promise<number> {
  const files = await sampleCaseFiles(partOf(work, 0, 0.2));
  const data = parseCase(new TextDecoder().decode(files.get("case.json")), "case.json");
  const readFile = (path: string) => Promise.resolve(files.get(path)!);
  const study = await loadStudy(data, readFile, partOf(work, 0.2, 0.3));
  const start = performance.now();
  await plan(gpu, study, prescriptionOf(data), partOf(work, 0.3, 1));
  return performance.now() - start;
}
