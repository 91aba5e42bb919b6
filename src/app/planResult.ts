import type { DoseMethod } from "../dosimetry/doseEngine";
import type { Dvh } from "../dosimetry/dvh";
import type { EnergyBalance } from "../dosimetry/energyBalance";
import type { ChosenFit } from "../kinetics/chosenFit";
import type { ModelChoice } from "../kinetics/fit";
import type { KineticChoice } from "../kinetics/kineticChoice";
import type { DaughterFates } from "../physics/daughterFate";
import type { DaughterDelivery } from "../physics/daughterRate";
import type { EarlierDose } from "../planning/course";
import type { PatientFactors } from "../planning/limit";
import type { PatientData } from "../planning/patientData";
import type { Protocol } from "../planning/protocol";
import type { StructureDose } from "../planning/structureDose";
import type { ActivityClosure } from "../quantification/closure";
import type { PartialVolumeMethod } from "../quantification/partialVolume";
import type { Alignment, AlignmentMethod } from "../registration/alignTimePoints";
import type { Role, Structure } from "../volume/study";
import type { LinearTransform } from "../volume/transform";
import type { Volume } from "../volume/volume";
import type { ChainBasis } from "./chainBasis";
import type { DiagnosticDose } from "./diagnosticDose";
import type { ImpurityDose } from "./impurityDose";
import type { PlanBudget } from "./planBudget";
import type { SmallVoiResult } from "./smallVois";
import type { SphereWishes } from "./sphereWishes";
import type { VoxelKinetics } from "./voxelKinetics";

/**
 * Whose curves count: those of structures, their decays spread as the reference scan shows them; those of voxels; or those of voxels for where decays are and those of
 * structures for how many, which noise in single voxels and spill between structures change least.
 */
export type KineticsOver = "structures" | "voxels" | "voxelShape";

/** Everything the user decides before the calculation. Activity and cycles are not here: the result is per GBq administered. */
export interface Prescription {
  readonly protocol: Protocol;
  /** Nuclide of the therapy; the scans may show another one (then the kinetics are transferred). */
  readonly nuclide: string;
  readonly kineticModel: ModelChoice;
  /** Choices for single source regions, by id: a method, and what readings count for. */
  readonly kineticsOf: Readonly<Record<string, KineticChoice>>;
  readonly doseMethod: DoseMethod;
  /** Density of the medium of the dose kernels, g/cm³. */
  readonly kernelDensityGPerCm3: number;
  readonly registration: AlignmentMethod;
  /** In place of `registration`, by scan id. */
  readonly registrationOf?: Readonly<Record<string, AlignmentMethod>>;
  /** Lets organs and lesions that stand out in the emission images move on their own. */
  readonly localRefinement: boolean;
  /** Where the user placed scans, by scan id: reference → scan. */
  readonly alignmentOf?: Readonly<Record<string, LinearTransform>>;
  /** Resolution of the reconstructed images; 0 undoes only what edge voxels share; undefined leaves the activities as the images show them. */
  readonly partialVolumeFwhmMm: number | undefined;
  /** How it is undone. Without it: by the transfer matrix, where the resolution is given. */
  readonly partialVolume?: PartialVolumeMethod;
  /** One standard deviation of the calibration of the scans, %; without it that of the camera, else the usual. */
  readonly calibrationUncertaintyPercent?: number;
  /** Without it: over structures. */
  readonly kineticsOver?: KineticsOver;
  /** Where the daughters of an alpha emitter go; without an entry a daughter decays where it is formed, all of it. */
  readonly daughters?: DaughterFates;
  /** One standard deviation of a reading of an activity, % of it; undefined weighs all readings alike. */
  readonly readingErrorPercent: number | undefined;
  /** What is measured of the patient, images apart. */
  readonly patient?: PatientData;
  /** Of spheres: doses wanted, and the shunt where the case states it in place of the images. */
  readonly spheres?: SphereWishes;
  /** What decides which limits hold. */
  readonly factors?: PatientFactors;
  /** Dose before this course that the case tells, by structure id, or of blood and whole body; a what-if starts with it. */
  readonly earlier?: Readonly<Record<string, readonly EarlierDose[]>>;
  /** RBE of alphas that the case sets for all limits and goals; a what-if starts with it. */
  readonly rbeAlpha?: number;
}

/** One source region: a structure, or what is left of the body. */
export interface RegionResult {
  readonly structureId: string;
  readonly name: string;
  readonly role: Role;
  readonly volumeMl: number;
  readonly massG: number;
  /** Scans in which it was read; the next four are in their order. */
  readonly scanIds: readonly string[];
  readonly timesH: readonly number[];
  /** Activity in the region at each scan, MBq, as the image shows it (not decay-corrected). */
  readonly imageActivityMBq: readonly number[];
  /** The same corrected for partial volume, and of the therapy's nuclide: what the fit sees. */
  readonly activityMBq: readonly number[];
  /** By which the mean above the surroundings was divided, at each scan; only where recovery was asked for. */
  readonly recovery?: readonly number[];
  /** Standard deviation of each reading as the fit takes it, before weights; undefined where all are alike. */
  readonly sigmaMBq: readonly number[] | undefined;
  /** What each reading counts for, 1 in full; 0: left out. */
  readonly weights: readonly number[];
  readonly fit: ChosenFit;
  /** Time-integrated activity coefficient: decays per Bq administered, in hours; of its curve, or of its voxels where these have their own. */
  readonly tiacH: number;
  /** How the dose of a chain with a long-lived daughter is delivered here; absent for all others. */
  readonly delivery?: readonly DaughterDelivery[];
  /** Which scans were not read, and why. */
  readonly leftOut: readonly string[];
}

/** What one calculation gives, per GBq administered in one cycle. Immutable plain data: it crosses from the worker to the page whole. */
export interface PlanResult {
  readonly prescription: Prescription;
  readonly regions: readonly RegionResult[];
  /** The structures as they lie on the dose grid, fractional. */
  readonly structures: readonly Structure[];
  readonly densityKgPerM3: Volume<"densityKgPerM3">;
  readonly doseGyPerGBq: Volume<"doseGyPerGBq">;
  /** Dose of each source region alone, in the order of `regions`; they sum to `doseGyPerGBq`. */
  readonly basisGyPerGBq: readonly Volume<"doseGyPerGBq">[];
  /** Where daughters can be carried off: what the dose is the weighted sum of. */
  readonly chain?: ChainBasis;
  /** One per structure, dose axis in Gy per GBq. */
  readonly dvhs: readonly Dvh[];
  readonly structureDoses: readonly StructureDose[];
  /** Of all decays of one GBq administered. */
  readonly balance: EnergyBalance;
  /** What was administered against what every scan shows, of the nuclide in the scans. */
  readonly closure: ActivityClosure;
  /** How far activities and mean doses are known, and through which step. */
  readonly budget: PlanBudget;
  /** Small volumes of interest beside whole structures, where one fits. */
  readonly smallVolumes?: readonly SmallVoiResult[];
  /** What companions of the nuclide add; it is in the doses. */
  readonly impurities?: readonly ImpurityDose[];
  /** Their part of `basisGyPerGBq`, as calculated. */
  readonly impurityBasisGyPerGBq?: readonly Volume<"doseGyPerGBq">[];
  /** What the administration that the scans show gave before the therapy; it is in no dose per GBq, and counts as earlier dose. */
  readonly diagnosticDose?: DiagnosticDose;
  /** Where every voxel has a curve of its own. */
  readonly voxelKinetics?: VoxelKinetics;
  /** How each time point was brought to the reference, in order. */
  readonly alignments: readonly Alignment[];
  /** Sentences a reader must see beside the numbers. */
  readonly warnings: readonly string[];
  readonly adapter: string;
  readonly peakGpuBytes: number;
  readonly seconds: number;
}
