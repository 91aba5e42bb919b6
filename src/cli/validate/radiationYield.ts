import { betaSquared, ELECTRON_MASS_MEV, TRANSFER_SCALE } from "../../physics/transport/constants";
import { mollerStoppingPower } from "../../physics/transport/moller";
import {
  collisionStoppingPower,
  radiativeStoppingPower,
} from "../../physics/transport/stoppingPower";

/** Share of an electron's energy that it radiates in water while it slows down steadily, the electrons it sets in motion left out (ESTAR). */
export function steadyRadiationYield(energyMeV: number): number {
  const steps = 4000;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const mev = ((i + 0.5) / steps) * energyMeV;
    const radiative = radiativeStoppingPower(mev);
    sum += radiative / (radiative + collisionStoppingPower(mev));
  }
  return sum / steps;
}

/**
 * The same with all electrons that it sets in motion, without random numbers: the energy R(T) that an electron radiates obeys, with losses
 * below `cut` steady and those above it single,
 *
 *   (L + S_rad) R'(T) = S_rad + ∫ dσ/dW (R(T − W) + R(W) − R(T)) dW,   cut < W < T/2
 *
 * solved from 2 keV upwards, where R is that of steady slowing down.
 */
export function radiationYieldWithSecondaries(energyMeV: number): number {
  const count = Math.round(Math.log(energyMeV / LOWEST_MEV) / STEP);
  const step = Math.log(energyMeV / LOWEST_MEV) / count;
  const energyAt = (i: number) => LOWEST_MEV * Math.exp(i * step);
  const radiated = new Float64Array(count + 1);
  radiated[0] = LOWEST_MEV * steadyRadiationYield(LOWEST_MEV);
  const below = (mev: number) => {
    const place = Math.log(mev / LOWEST_MEV) / step;
    if (place <= 0) return (radiated[0]! * mev) / LOWEST_MEV;
    const i = Math.floor(place);
    return radiated[i]! + (place - i) * (radiated[i + 1]! - radiated[i]!);
  };
  for (let i = 1; i <= count; i++) {
    const mev = energyAt(i);
    const cut = CUT * mev;
    const radiative = radiativeStoppingPower(mev);
    const steady = collisionStoppingPower(mev) - mollerStoppingPower(mev, cut) + radiative;
    let rate = 0;
    let gain = radiative;
    const widths = Math.log(0.5 / CUT) / TRANSFERS;
    for (let w = 0; w < TRANSFERS; w++) {
      const transfer = cut * Math.exp((w + 0.5) * widths);
      const perStep = moller(mev, transfer) * transfer * widths;
      rate += perStep;
      gain += perStep * (below(mev - transfer) + below(transfer));
    }
    const perMeV = steady / (mev - energyAt(i - 1));
    radiated[i] = (gain + perMeV * radiated[i - 1]!) / (rate + perMeV);
  }
  return radiated[count]! / energyMeV;
}

const LOWEST_MEV = 0.002;
const STEP = 0.002;
const CUT = 0.02;
const TRANSFERS = 100;

/** Møller's cross-section per transfer, cm2/g/MeV. */
function moller(energyMeV: number, transfer: number): number {
  const left = energyMeV - transfer;
  const whole = energyMeV + ELECTRON_MASS_MEV;
  const mixed = (ELECTRON_MASS_MEV * (whole + energyMeV)) / whole ** 2;
  const shape = 1 / transfer ** 2 + 1 / left ** 2 + 1 / whole ** 2 - mixed / (transfer * left);
  return (TRANSFER_SCALE / betaSquared(energyMeV)) * shape;
}
