import type { Isodose } from "../src/gpu/slice/sliceLook";

/** "clinical": blue to red as most planning systems draw them. "distinct": told apart by colour-blind eyes, and lighter with dose. */
export type IsodoseScheme = "clinical" | "distinct";

/** From low to high dose. */
const RAMPS: Readonly<Record<IsodoseScheme, readonly string[]>> = {
  clinical: [
    "#2f5dff",
    "#00a8ff",
    "#00d9c0",
    "#2fd84a",
    "#d8e51c",
    "#ffb000",
    "#ff6a00",
    "#ff2020",
  ],
  distinct: [
    "#4d6bff",
    "#8b6cf5",
    "#c46bd8",
    "#ee6fa0",
    "#ff8a6b",
    "#ffac47",
    "#ffd23f",
    "#fff7b2",
  ],
};

/** Lines for these doses (any order, duplicates and values not above zero dropped), the highest drawn widest. */
export function isodoses(dosesGy: readonly number[], scheme: IsodoseScheme): Isodose[] {
  const ascending = [...new Set(dosesGy.filter((d) => d > 0))].sort((a, b) => a - b);
  const ramp = RAMPS[scheme];
  return ascending.map((doseGy, i) => {
    const share = ascending.length > 1 ? i / (ascending.length - 1) : 1;
    const colour = ramp[Math.round(share * (ramp.length - 1))]!;
    return { doseGy, colour, widthPx: i === ascending.length - 1 ? 2 : 1.4 };
  });
}
