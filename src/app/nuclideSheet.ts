import { voxelKernel } from "../dosimetry/voxelKernel";
import { totalBetaSpectrum } from "../physics/betaSpectrum";
import { chainKernel } from "../physics/chainKernel";
import { type DecayScheme, decayScheme } from "../physics/decayScheme";
import { audited } from "../physics/kernelAudit";
import { nuclide } from "../physics/nuclides";
import { type KernelPart, type PointKernel, pointKernel } from "../physics/pointKernel";
import { GRAY_TO_MGY, MBQ_TO_BQ, MEV_TO_KEV } from "../physics/units";
import { type NuclideReport, nuclideReport } from "./nuclideReport";
import { type SurfaceSource, surfaceSource } from "./surfaceSource";

/** What the page of a nuclide shows: the report and the curves beside it. */
export interface NuclideSheet {
  readonly report: NuclideReport;
  readonly scheme: DecayScheme;
  /** Betas of the nuclide alone, per decay and keV. */
  readonly spectrum: { readonly energyKeV: readonly number[]; readonly perKeV: readonly number[] };
  /** What betas and electrons of the nuclide alone radiate in water, keV per decay. */
  readonly radiatedKeV: number;
  readonly radial: RadialCurves;
  /** Dose of a cubic voxel to itself, mGy/(MBq s), all emissions of the chain. */
  readonly selfVoxel: { readonly voxelMm: readonly number[]; readonly s: readonly number[] };
  readonly surface: SurfaceSource;
}

/** With the daughters that decay where the nuclide does, in water. */
export interface RadialCurves {
  readonly radiusMm: readonly number[];
  /** Energy deposited per mm of radius, MeV/mm and decay. */
  readonly electron: readonly number[];
  readonly photon: readonly number[];
  readonly bremsstrahlung: readonly number[];
  readonly all: readonly number[];
  /** At the point itself: alphas, recoils and soft electrons, MeV per decay. */
  readonly localMeV: number;
}

/** Some tenths of a second of work: for a worker. Throws `InputError` for an unknown nuclide. */
export function nuclideSheet(name: string): NuclideSheet {
  const facts = nuclide(name);
  const of = (parts: readonly KernelPart[]) => chainKernel(facts, parts).kernel;
  const { energyKeV, perKeV } = totalBetaSpectrum(facts);
  const [whole] = audited([chainKernel(facts).kernel] as const, facts);
  return {
    report: nuclideReport(facts),
    scheme: decayScheme(facts),
    spectrum: { energyKeV: [...energyKeV], perKeV: [...perKeV] },
    radiatedKeV: MEV_TO_KEV * pointKernel(facts, ["bremsstrahlung"]).totalMeV,
    radial: {
      radiusMm: shells(whole).map(({ middleMm }) => middleMm),
      electron: perMm(of(["beta", "electron", "alpha"])),
      photon: perMm(of(["photon"])),
      bremsstrahlung: perMm(of(["bremsstrahlung"])),
      all: perMm(whole),
      localMeV: whole.localMeV,
    },
    selfVoxel: { voxelMm: VOXELS_MM, s: VOXELS_MM.map((mm) => selfDose(whole, mm)) },
    surface: surfaceSource(facts),
  };
}

const VOXELS_MM = [0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7, 10] as const;
const DENSITY_G_PER_CM3 = 1.04; // ICRU 44 soft tissue
/** Radii of the kernel taken together for a curve. */
const STRIDE = 6;

const perMm = (kernel: PointKernel) =>
  shells(kernel).map(({ energyMeV, widthMm }) => energyMeV / widthMm);

function shells({ radiusMm, cumulativeMeV }: PointKernel) {
  return Array.from({ length: Math.floor((radiusMm.length - 1) / STRIDE) }, (_, n) => {
    const [from, to] = [n * STRIDE, (n + 1) * STRIDE];
    return {
      middleMm: Math.sqrt(radiusMm[from]! * radiusMm[to]!),
      widthMm: radiusMm[to]! - radiusMm[from]!,
      energyMeV: cumulativeMeV[to]! - cumulativeMeV[from]!,
    };
  });
}

function selfDose(kernel: PointKernel, mm: number): number {
  const shape = { spacingMm: [mm, mm, mm], densityGPerCm3: DENSITY_G_PER_CM3 } as const;
  const { valuesGyPerDecay } = voxelKernel(kernel, { ...shape, half: [0, 0, 0] });
  return valuesGyPerDecay[0]! * GRAY_TO_MGY * MBQ_TO_BQ;
}
