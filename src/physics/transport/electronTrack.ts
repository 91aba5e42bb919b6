import { sampleElastic } from "./elastic";
import { COLUMN, type ElectronTable, STRIDE } from "./electronTable";
import { mollerCosine, sampleMoller } from "./moller";
import { advance, type Particle, turn } from "./particle";
import type { Random } from "./random";
import { sampleSoftDeflection, sampleSoftLoss } from "./softEvents";

/** Energy, MeV, deposited in equal shells around the point where electrons start; the last one has no outer edge. */
export interface Tally {
  readonly shellGPerCm2: number;
  readonly depositedMeV: Float64Array;
  radiatedMeV: number;
}

/**
 * Follows one electron and all it sets in motion through unbounded water, from the origin until they rest.
 *
 * Class II scheme: hard collisions and deflections singly, the others lumped into one loss and one deflection a
 * step, the deflection at a random point of it (random hinge; F. Salvat et al., PENELOPE, OECD/NEA 2003).
 * Every part of the electron's energy is deposited or radiated.
 */
export function followElectron(table: ElectronTable, random: Random, tally: Tally): void {
  const waiting: Particle[] = [{ energyMeV: table.startMeV, x: 0, y: 0, z: 0, u: 0, v: 0, w: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    followOne(next, waiting, table, random, tally);
  }
}

function followOne(
  particle: Particle,
  waiting: Particle[],
  table: ElectronTable,
  random: Random,
  tally: Tally,
): void {
  while (particle.energyMeV > table.stopMeV) {
    const at = placeOf(table, particle.energyMeV);
    const most = valueAt(table, at, COLUMN.most);
    const lossMeV = valueAt(table, at, COLUMN.softLoss) + valueAt(table, at, COLUMN.radiated);
    const longest = (table.steps.loss * particle.energyMeV) / lossMeV;
    const free = -Math.log(random()) / most;
    const path = Math.min(free, longest);
    softStep(particle, path, particle.energyMeV - (lossMeV * path) / 2, table, random, tally);
    if (free < longest && particle.energyMeV > table.stopMeV) {
      hardEvent(particle, random() * most, waiting, table, random, tally);
    }
  }
  deposit(tally, particle, particle.energyMeV);
}

/** Moves along `path` with one deflection on the way; the rates are those halfway, at `middleMeV`. */
function softStep(
  particle: Particle,
  path: number,
  middleMeV: number,
  table: ElectronTable,
  random: Random,
  tally: Tally,
): void {
  const at = placeOf(table, middleMeV);
  const radiated = valueAt(table, at, COLUMN.radiated) * path;
  const mean = valueAt(table, at, COLUMN.softLoss) * path;
  const variance = valueAt(table, at, COLUMN.softSpread) * path;
  const lost = Math.min(sampleSoftLoss(mean, variance, random), particle.energyMeV - radiated);
  const share = random();
  depositAlong(particle, path * share, lost * share, random, tally);
  const soft1 = valueAt(table, at, COLUMN.soft1);
  const soft2 = valueAt(table, at, COLUMN.soft2);
  turn(particle, sampleSoftDeflection(path * soft1, path * soft2, random), random);
  depositAlong(particle, path * (1 - share), lost * (1 - share), random, tally);
  particle.energyMeV -= lost + radiated;
  tally.radiatedMeV += radiated;
}

/** What happens at the end of a free path: a collision, a deflection or, the rate having fallen, nothing. */
function hardEvent(
  particle: Particle,
  rate: number,
  waiting: Particle[],
  table: ElectronTable,
  random: Random,
  tally: Tally,
): void {
  const at = placeOf(table, particle.energyMeV);
  const collisions = valueAt(table, at, COLUMN.collisions);
  if (rate < collisions) {
    collide(particle, waiting, table, random, tally);
  } else if (rate < collisions + valueAt(table, at, COLUMN.deflections)) {
    const cutMu = valueAt(table, at, COLUMN.cutMu);
    const hydrogenShare = valueAt(table, at, COLUMN.hydrogenShare);
    turn(particle, sampleElastic(particle.energyMeV, cutMu, hydrogenShare, random), random);
  }
}

function collide(
  particle: Particle,
  waiting: Particle[],
  table: ElectronTable,
  random: Random,
  tally: Tally,
): void {
  const { energyMeV } = particle;
  if (energyMeV <= 2 * table.transferCutMeV) return;
  const transferMeV = sampleMoller(energyMeV, table.transferCutMeV, random);
  const azimuth = 2 * Math.PI * random();
  if (transferMeV > table.stopMeV) {
    const struck = { ...particle, energyMeV: transferMeV };
    turn(struck, (1 - mollerCosine(energyMeV, transferMeV)) / 2, random, azimuth + Math.PI);
    waiting.push(struck);
  } else {
    deposit(tally, particle, transferMeV);
  }
  particle.energyMeV -= transferMeV;
  turn(particle, (1 - mollerCosine(energyMeV, particle.energyMeV)) / 2, random, azimuth);
}

/** Moves straight on and deposits the energy at a random point of the way. */
function depositAlong(
  particle: Particle,
  path: number,
  energyMeV: number,
  random: Random,
  tally: Tally,
): void {
  const before = path * random();
  advance(particle, before);
  deposit(tally, particle, energyMeV);
  advance(particle, path - before);
}

function deposit(tally: Tally, { x, y, z }: Particle, energyMeV: number): void {
  const shell = Math.sqrt(x * x + y * y + z * z) / tally.shellGPerCm2;
  const last = tally.depositedMeV.length - 1;
  tally.depositedMeV[shell < last ? Math.floor(shell) : last]! += energyMeV;
}

/** Row number, with a fraction, of an energy. */
function placeOf(table: ElectronTable, energyMeV: number): number {
  return Math.max(0, (Math.log(energyMeV) - table.lowestLn) * table.perLn);
}

function valueAt({ rows }: ElectronTable, place: number, column: number): number {
  const row = Math.floor(place);
  const at = row * STRIDE + column;
  const low = rows[at]!;
  return low + (place - row) * (rows[at + STRIDE]! - low);
}
