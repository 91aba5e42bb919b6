import type { Volume } from "../volume/volume";
import { pauser, type Work } from "../work";
import { inverse, quadratic } from "./smallMatrix";

export interface SharedRatesQuestion {
  /** One volume a scan on one grid, Bq/mL at the time of the scan. */
  readonly activity: readonly Volume<"activityBqPerMl">[];
  /** Hours since administration. */
  readonly timesH: readonly number[];
  /** Of each scan. */
  readonly weights: readonly number[];
  /** Of all voxels, 1/h; different, and fewer than the scans. */
  readonly ratesPerH: readonly number[];
  /** A voxel that never exceeds this is left empty, Bq/mL. */
  readonly thresholdBqPerMl: number;
}

/** Voxels between two looks at whether to go on. */
const PAUSE_VOXELS = 2 ** 15;

/** Integrals of all voxels, x fastest; 0 where a voxel is empty. */
export interface SharedRatesFit {
  /** 1 where a voxel is not empty. */
  readonly seen: Uint8Array<ArrayBuffer>;
  /** From 0 to infinity, Bq·h/mL. */
  readonly tiaBqHPerMl: Float32Array<ArrayBuffer>;
  /** From the scatter about the fit, the rates taken as known. */
  readonly tiaStandardErrorBqHPerMl: Float32Array<ArrayBuffer>;
}

/**
 * Amplitudes of phases whose rates the voxels share, by weighted least squares. The integral is a sum of the readings with constants: noise in single
 * voxels averages out over them, where a fit of the rates too would turn it into decays. Only what noise would make negative is cut off at 0.
 */
export async function fitSharedRates(
  question: SharedRatesQuestion,
  work: Work,
): Promise<SharedRatesFit> {
  const { activity, timesH, weights, ratesPerH, thresholdBqPerMl } = question;
  const scans = timesH.length;
  const curves = ratesPerH.map((rate) => timesH.map((t) => Math.exp(-rate * t)));
  const normal = curves.map((a) => curves.map((b) => weightedProduct(weights, a, b)));
  const covariance = inverse(normal);
  const integrals = ratesPerH.map((rate) => 1 / rate);
  const spread = quadratic(covariance, integrals, integrals);
  // Both linear in the readings: the amplitudes, hence the integral and the curve at each scan.
  const amplitudeOf = covariance.map((row) =>
    timesH.map((_, n) => row.reduce((sum, c, j) => sum + c * curves[j]![n]!, 0) * weights[n]!),
  );
  const integralOf = timesH.map((_, n) =>
    product(
      integrals,
      amplitudeOf.map((row) => row[n]!),
    ),
  );
  const curveOf = timesH.flatMap((_, n) =>
    timesH.map((_, m) => curves.reduce((sum, c, j) => sum + c[n]! * amplitudeOf[j]![m]!, 0)),
  );
  const freedom = Math.max(1, scans - ratesPerH.length);

  const pause = pauser(work);
  const voxels = activity[0]!.values.length;
  const seen = new Uint8Array(voxels);
  const tiaBqHPerMl = new Float32Array(voxels);
  const tiaStandardErrorBqHPerMl = new Float32Array(voxels);
  const readings = new Float64Array(scans);
  for (let v = 0; v < voxels; v++) {
    if (v % PAUSE_VOXELS === 0) await pause();
    let [most, tia] = [0, 0];
    for (let n = 0; n < scans; n++) {
      const reading = activity[n]!.values[v]!;
      readings[n] = reading;
      if (reading > most) most = reading;
      tia += integralOf[n]! * reading;
    }
    if (!(most > thresholdBqPerMl)) continue;
    let left = 0;
    for (let n = 0; n < scans; n++) {
      let residual = readings[n]!;
      for (let m = 0; m < scans; m++) residual -= curveOf[n * scans + m]! * readings[m]!;
      left += weights[n]! * residual * residual;
    }
    seen[v] = 1;
    tiaBqHPerMl[v] = Math.max(0, tia);
    tiaStandardErrorBqHPerMl[v] = Math.sqrt((left / freedom) * spread);
  }
  return { seen, tiaBqHPerMl, tiaStandardErrorBqHPerMl };
}

const product = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const weightedProduct = (w: readonly number[], a: readonly number[], b: readonly number[]) =>
  w.reduce((sum, x, i) => sum + x * a[i]! * b[i]!, 0);
