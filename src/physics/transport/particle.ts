import type { Random } from "./random";

/** Kinetic energy, position in g/cm2 (of water: cm) and direction of flight. */
export interface Particle {
  energyMeV: number;
  x: number;
  y: number;
  z: number;
  u: number;
  v: number;
  w: number;
}

/** Moves a particle straight on. */
export function advance(particle: Particle, path: number): void {
  particle.x += particle.u * path;
  particle.y += particle.v * path;
  particle.z += particle.w * path;
}

/** Turns a particle by theta, with mu = (1 - cos theta)/2, at an azimuth that is random unless given. */
export function turn(
  particle: Particle,
  mu: number,
  random: Random,
  azimuth = 2 * Math.PI * random(),
): void {
  const { u, v, w } = particle;
  const cosine = 1 - 2 * mu;
  const sine = 2 * Math.sqrt(Math.max(0, mu * (1 - mu)));
  const across = sine * Math.cos(azimuth);
  const up = sine * Math.sin(azimuth);
  const slope2 = u * u + v * v;
  if (slope2 < 1e-20) {
    particle.u = across;
    particle.v = up * Math.sign(w);
    particle.w = cosine * Math.sign(w);
    return;
  }
  const slope = Math.sqrt(slope2);
  const newU = u * cosine + (u * w * across - v * up) / slope;
  const newV = v * cosine + (v * w * across + u * up) / slope;
  const newW = w * cosine - slope * across;
  const norm = 1 / Math.sqrt(newU * newU + newV * newV + newW * newW);
  particle.u = newU * norm;
  particle.v = newV * norm;
  particle.w = newW * norm;
}
