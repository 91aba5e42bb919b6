import type { OrganMatcher } from "./limit";
import { matchStructures } from "./matchStructures";
import type { Protocol } from "./protocol";
import type { StructureDose } from "./structureDose";
import { KIDNEY, LIVER, MARROW, organMatcher, SALIVARY, TUMOUR } from "./tissues";

/** Range in which a figure lies in the patients of the literature. */
interface Band {
  readonly organ: OrganMatcher;
  readonly from: number;
  readonly to: number;
}

interface Bands {
  readonly nuclide: string;
  readonly carrier: string;
  readonly gyPerGBq: readonly Band[];
  readonly effectiveHalfLifeH: readonly Band[];
  readonly source: string;
}

const SPLEEN = organMatcher("spleen", "spleen|milz|lien");

const BANDS: readonly Bands[] = [
  {
    nuclide: "Lu-177",
    carrier: "DOTATATE",
    gyPerGBq: [
      { organ: KIDNEY, from: 0.15, to: 1.2 },
      { organ: LIVER, from: 0.1, to: 0.8 },
      { organ: SPLEEN, from: 0.4, to: 2 },
      { organ: MARROW, from: 0.01, to: 0.1 },
      { organ: TUMOUR, from: 1, to: 10 },
    ],
    effectiveHalfLifeH: [],
    source: "published 177Lu-DOTATATE dosimetry",
  },
  {
    nuclide: "Lu-177",
    carrier: "PSMA",
    gyPerGBq: [
      { organ: KIDNEY, from: 0.2, to: 1.2 },
      { organ: SALIVARY, from: 0.2, to: 2 },
      { organ: MARROW, from: 0.01, to: 0.05 },
      { organ: TUMOUR, from: 0.2, to: 12 },
    ],
    effectiveHalfLifeH: [{ organ: KIDNEY, from: 8.5, to: 152 }],
    source: "published 177Lu-PSMA dosimetry",
  },
];

/** A sentence for each figure that lies outside what the literature reports: more often a slip of units than a rare patient. */
export function plausibilityWarnings(
  { nuclide, carrier }: Pick<Protocol, "nuclide" | "carrier">,
  structures: readonly StructureDose[],
): string[] {
  const bands = BANDS.find((b) => b.nuclide === nuclide && b.carrier === carrier);
  if (!bands) return [];
  const doses = bands.gyPerGBq.flatMap((band) =>
    outside(band, structures, (s) => s.meanGyPerGBq, "Gy/GBq", bands.source),
  );
  const halfLives = bands.effectiveHalfLifeH.flatMap((band) =>
    outside(band, structures, (s) => s.effectiveHalfLifeH, "h effective half-life", bands.source),
  );
  return [...doses, ...halfLives];
}

function outside(
  { organ, from, to }: Band,
  structures: readonly StructureDose[],
  figure: (structure: StructureDose) => number | undefined,
  unit: string,
  source: string,
): string[] {
  return matchStructures(organ, structures).flatMap((structure) => {
    const value = figure(structure);
    if (value === undefined || (value >= from && value <= to)) return [];
    const side = value > to ? "above" : "below";
    return [
      `${structure.name}: ${Number(value.toPrecision(3))} ${unit} lies ${side} the ${from} to ${to} of ${source}. Check units, calibration and contours.`,
    ];
  });
}
