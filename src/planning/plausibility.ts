import { sameCarrier } from "../volume/carrierName";
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
    effectiveHalfLifeH: [
      aboutMedian(KIDNEY, 51),
      aboutMedian(LIVER, 67),
      aboutMedian(SPLEEN, 67),
      aboutMedian(TUMOUR, 77),
    ],
    source: "published 177Lu-DOTATATE dosimetry",
  },
  {
    nuclide: "Lu-177",
    carrier: "DOTATOC",
    gyPerGBq: [{ organ: KIDNEY, from: 0.12, to: 1.2 }],
    effectiveHalfLifeH: [aboutMedian(KIDNEY, 51)],
    source: "published 177Lu-DOTATOC dosimetry (means about 0.37; Staanum et al. 2021)",
  },
  {
    nuclide: "Y-90",
    carrier: "DOTATOC",
    gyPerGBq: [
      { organ: KIDNEY, from: 0.6, to: 8 },
      { organ: LIVER, from: 0.1, to: 3 },
      { organ: SPLEEN, from: 0.5, to: 20 },
    ],
    effectiveHalfLifeH: [],
    source: "published 90Y-DOTATOC dosimetry (Cremonesi et al. 2006)",
  },
  {
    nuclide: "Y-90",
    carrier: "ibritumomab tiuxetan",
    gyPerGBq: [
      { organ: LIVER, from: 1, to: 10 },
      { organ: SPLEEN, from: 1, to: 20 },
    ],
    effectiveHalfLifeH: [],
    source:
      "published 90Y-ibritumomab dosimetry (liver 3.2 ± 1.8, spleen 2.9 ± 0.7 in Rizvi et al. 2012; more on the label)",
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
    effectiveHalfLifeH: [
      { organ: KIDNEY, from: 8.5, to: 152 },
      aboutMedian(LIVER, 22.9),
      aboutMedian(SPLEEN, 16.8),
      aboutMedian(SALIVARY, 42.2),
      aboutMedian(MARROW, 32),
    ],
    source: "published 177Lu-PSMA dosimetry",
  },
  {
    nuclide: "Ac-225",
    carrier: "PSMA",
    gyPerGBq: [
      { organ: SALIVARY, from: 100, to: 2000 },
      { organ: KIDNEY, from: 35, to: 600 },
      { organ: MARROW, from: 2, to: 50 },
    ],
    effectiveHalfLifeH: [],
    source:
      "four times either side of published 225Ac-PSMA-617 dosimetry (2.3, 0.7 and 0.05 Sv/MBq at an RBE of 5; Kratochwil et al. 2017)",
  },
  {
    nuclide: "Bi-213",
    carrier: "PSMA",
    gyPerGBq: [
      { organ: SALIVARY, from: 0.4, to: 6.5 },
      { organ: KIDNEY, from: 0.4, to: 6.5 },
      { organ: MARROW, from: 0.025, to: 0.4 },
      { organ: TUMOUR, from: 0.15, to: 7 },
    ],
    effectiveHalfLifeH: [],
    source:
      "four times either side of published 213Bi-PSMA-617 dosimetry (8.1, 8.1 and 0.52 Sv/GBq at an RBE of 5; Kratochwil et al. 2018)",
  },
];

/** Only a median is published: four times either side of it, as wide as the published range of kidneys under 177Lu-PSMA. */
function aboutMedian(organ: OrganMatcher, medianH: number): Band {
  return { organ, from: Number((medianH / 4).toPrecision(2)), to: 4 * medianH };
}

/** A sentence for each figure that lies outside what the literature reports: more often a slip of units than a rare patient. */
export function plausibilityWarnings(
  { nuclide, carrier }: Pick<Protocol, "nuclide" | "carrier">,
  structures: readonly StructureDose[],
): string[] {
  const bands = BANDS.find((b) => b.nuclide === nuclide && sameCarrier(b.carrier, carrier));
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
