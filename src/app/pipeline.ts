import { decayMap } from "../dosimetry/decayMaps";
import { dvhOf } from "../dosimetry/dvh";
import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { structureDoseFromDvh } from "../planning/structureDose";
import type { ImagedStudy } from "../quantification/camera";
import { type Alignment, alignTimePoints } from "../registration/alignTimePoints";
import { regionStatistics } from "../volume/statistics";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { activityAccount } from "./activityAccount";
import { carriedToScan } from "./carriedStructures";
import { correctionOf } from "./correction";
import { emittersIn, withDelivery } from "./daughterPlaces";
import { refuseImpossible } from "./decaysPossible";
import { diagnosticDose } from "./diagnosticDose";
import { bodyOf, densityOn } from "./doseGrid";
import { doseOfRegions } from "./doseOfRegions";
import { impurityDoses, withImpurities } from "./impurityDose";
import { withSharesOf } from "./measuredShares";
import { planBudget } from "./planBudget";
import type { PlanResult, Prescription } from "./planResult";
import { planWarnings } from "./planWarnings";
import { readActivities, regionsOf, structuresOn } from "./regionActivities";
import { kineticsOf, massG } from "./regionKinetics";
import { shownOnGrid } from "./shownOnGrid";
import { smallVois } from "./smallVois";
import { refuseTwins } from "./structureDoubts";
import { smoothedMaxIn, structureFacts, timingIn } from "./structureFacts";
import { voxelKinetics, withVoxelDecays } from "./voxelKinetics";

/**
 * From a patient's scans to the absorbed dose of every structure per GBq administered.
 *
 * Every time point is aligned to the reference scan, whose grid is the dose grid, or to the scan of another session that stands in its place; the activity of each source region is read in every scan,
 * corrected for partial volume, fitted and integrated; its decays are spread as the reference scan shows them and turned into dose by the kernel of the
 * nuclide; histograms of the sum are what limits and goals are held against. Nothing here depends on the activity to be given.
 */
export async function plan(
  gpu: Gpu,
  study: ImagedStudy,
  asked: Prescription,
  work: Work,
): Promise<PlanResult> {
  const started = performance.now();
  gpu.ledger.resetPeak();
  const { onto } = study;
  const reference = onto ?? study.timePoints[study.reference]!;
  const { grid } = reference.activity;

  const alignments = await alignmentsOf(gpu, study, asked, partOf(work, 0, 0.25));
  const density = await densityOn(
    gpu,
    grid,
    reference.anatomy,
    asked.kernelDensityGPerCm3,
    partOf(work, 0.25, 0.3),
  );
  const placed = structuresOn(grid, study.structures);
  const structures = placed.filter(({ mask }) => mask.occupancy.length > 0);
  if (placed.length > 0 && structures.length === 0) throw new InputError(ALL_OUTSIDE);
  refuseTwins(structures);
  const body = bodyOf(density);
  const sources = regionsOf(structures, body);

  const resolution = correctionOf(asked, study.camera);
  const readings = [];
  for (const [n, scan] of study.timePoints.entries()) {
    const [from, to] = [n, n + 1].map((done) => 0.3 + (0.1 * done) / study.timePoints.length);
    work.report(`Reading activities, ${scan.label}`, from!);
    await nextTurn();
    const alignment = alignments[n]!;
    const drawn = { structures: study.structures, body };
    const carried = alignment.deformation
      ? await carriedToScan(scan.activity.grid, drawn, alignment, partOf(work, from!, to!))
      : undefined;
    readings.push(readActivities(scan, { ...drawn, alignment, carried, ...resolution }));
  }
  const shown = onto
    ? await shownOnGrid(
        gpu,
        study.timePoints[study.reference]!,
        { grid, alignment: alignments[study.reference]!, structures },
        partOf(work, 0.39, 0.4),
      )
    : reference;
  const closure = activityAccount(readings, study.administration);
  const asStructures = kineticsOf(sources, readings, density, study.administration, asked);
  const voxels =
    asked.kineticsOver === "voxels" || asked.kineticsOver === "voxelShape"
      ? await voxelKinetics(
          gpu,
          { study, shown: shown.activity, alignments, prescription: asked },
          { sources, regions: asStructures },
          partOf(work, 0.4, 0.45),
        )
      : undefined;
  const read =
    voxels && asked.kineticsOver === "voxels"
      ? withVoxelDecays(asStructures, voxels)
      : asStructures;
  const prescription = withSharesOf(asked, read);
  const regions = withDelivery(read, prescription);
  refuseImpossible(regions, prescription.nuclide);

  const smallVolumes = await smallVois(
    shown,
    { sources, regions, readings: readings[study.reference]!, fwhmMm: resolution.fwhmMm },
    work,
  );
  const shape = (voxels?.decaysPerBq ?? shown.activity).values;
  const maps = sources.map(({ mask }, r) => decayMap(mask, shape, Math.max(0, regions[r]!.tiacH)));
  const ofMain = await doseOfRegions(
    gpu,
    {
      decays: maps.map(({ decays }) => decays),
      density,
      method: prescription.doseMethod,
      kernelDensityGPerCm3: prescription.kernelDensityGPerCm3,
    },
    { prescription, regions, structures },
    partOf(work, 0.45, 0.85),
  );
  const { balance, chain } = ofMain;
  const { administration } = study;
  const extra = await impurityDoses(
    gpu,
    { administration, prescription, sources, regions, structures, density, shape },
    partOf(work, 0.85, 0.88),
  );
  const ofVoxels = read.map(({ tiacH }, r) =>
    asStructures[r]!.tiacH > 0 ? tiacH / asStructures[r]!.tiacH : 1,
  );
  const diagnostic = await diagnosticDose(
    gpu,
    { administration, prescription, sources, readings, ofVoxels, structures, density, shape },
    partOf(work, 0.88, 0.9),
  );
  const basisGyPerGBq =
    extra.impurities.length === 0
      ? ofMain.basisGyPerGBq
      : withImpurities(ofMain.basisGyPerGBq, extra.basisGyPerGBq);
  const doseGyPerGBq = sumOf(basisGyPerGBq);

  const dvhs = await dvhOf(gpu, doseGyPerGBq, structures, partOf(work, 0.9, 1));
  const structureDoses = structures.map((structure, s) =>
    structureDoseFromDvh(dvhs[s]!, {
      ...structureFacts(
        structure,
        massG(structure.mask, density),
        timingIn(structure.id, regions, prescription),
        prescription,
        emittersIn(structure.id, prescription, regions),
        grid,
      ),
      ...smoothedMaxIn(structure, doseGyPerGBq.values),
    }),
  );
  const budget = planBudget({
    study,
    prescription,
    regions,
    alignments,
    correction: resolution,
    meanGyPerGBq: new Map(
      structures.map(({ id, mask }) => [
        id,
        basisGyPerGBq.map(({ values }) => regionStatistics(mask, values).mean),
      ]),
    ),
  });
  const calculated = {
    prescription,
    regions,
    structures,
    densityKgPerM3: density,
    doseGyPerGBq,
    basisGyPerGBq,
    ...(chain ? { chain } : {}),
    dvhs,
    structureDoses,
    balance,
    closure,
    budget,
    smallVolumes,
    ...(extra.impurities.length > 0
      ? { impurities: extra.impurities, impurityBasisGyPerGBq: extra.basisGyPerGBq }
      : {}),
    ...(diagnostic ? { diagnosticDose: diagnostic } : {}),
    ...(voxels ? { voxelKinetics: voxels } : {}),
    alignments,
  };
  work.report("Done", 1);
  return {
    ...calculated,
    warnings: planWarnings(calculated, {
      administration,
      placed,
      hasCt: reference.anatomy !== undefined,
      correction: resolution,
      decays: maps.map(({ decays }) => decays),
    }),
    adapter: gpu.adapterName,
    peakGpuBytes: gpu.ledger.peakBytes,
    seconds: (performance.now() - started) / 1000,
  };
}

/** How every scan lies against the one that structures were drawn on, in the order of the scans. */
async function alignmentsOf(
  gpu: Gpu,
  { timePoints, reference, onto, structures }: ImagedStudy,
  { registration, registrationOf, localRefinement, alignmentOf }: Prescription,
  work: Work,
): Promise<Alignment[]> {
  const request = {
    method: registration,
    ...(registrationOf ? { methodOf: registrationOf } : {}),
    structures,
    localRefinement,
    ...(alignmentOf ? { decided: alignmentOf } : {}),
  };
  if (!onto) return alignTimePoints(gpu, timePoints, reference, request, work);
  return (await alignTimePoints(gpu, [onto, ...timePoints], 0, request, work)).slice(1);
}

const ALL_OUTSIDE =
  "All structures lie outside the reference scan: they were drawn on another patient, or in another frame of reference.";

/** Lets a cancellation in, which waits for the thread to be free. */
const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

function sumOf(parts: readonly Volume<"doseGyPerGBq">[]): Volume<"doseGyPerGBq"> {
  const total = volume("doseGyPerGBq", parts[0]!.grid);
  for (const { values } of parts)
    for (let i = 0; i < values.length; i++) total.values[i]! += values[i]!;
  return total;
}
