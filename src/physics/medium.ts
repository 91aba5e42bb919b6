/** What a voxel is to a beta: media that differ in density by more than fat and muscle do. */
export type Medium = "air" | "lung" | "soft tissue" | "bone";

/** The medium of a density. Inflated lung lies at 200 to 500 kg/m3, fat and contrast-filled kidney at 900 to 1130, spongy bone above 1150 (ICRU 46). */
export function mediumOf(kgPerM3: number): Medium {
  if (kgPerM3 < LEAST.lung) return "air";
  if (kgPerM3 < LEAST["soft tissue"]) return "lung";
  return kgPerM3 < LEAST.bone ? "soft tissue" : "bone";
}

const LEAST = { lung: 100, "soft tissue": 600, bone: 1150 } as const;
