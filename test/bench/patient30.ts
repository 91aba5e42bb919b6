import type { PlanResult } from "../../src/app/planResult";
import { liveDvh, liveStructure } from "../../src/dosimetry/dvhLive";
import { protocol } from "../../src/planning/protocols";
import { structureDoseFromDvh } from "../../src/planning/structureDose";
import { type Triple, toVoxel } from "../../src/volume/grid";
import { sphereMask } from "../../src/volume/sphereMask";
import type { Role } from "../../src/volume/study";
import { volume } from "../../src/volume/volume";
import { centredGrid, forEachIndex, maskOfShape, seededNumbers } from "../support/shapes";

/** 128³ voxels of a usual SPECT. */
const GRID = centredGrid([128, 128, 128], 4.8);
const ORGANS: readonly (readonly [id: string, role: Role, radiusMm: number])[] = [
  ["liver", "organ", 74],
  ["spleen", "organ", 36],
  ["kidney_left", "organ", 33],
  ["kidney_right", "organ", 33],
  ["lung_left", "organ", 80],
  ["lung_right", "organ", 80],
  ["red_marrow", "marrow", 40],
  ["bladder", "organ", 36],
];
const LESIONS = 22;

/**
 * As much of a plan as a what-if reads, of the size of a real one: a body of 24 L, 30 structures inside it with a source region each, and
 * the remainder; each region's dose falls off from its middle.
 */
export function patient30(): PlanResult {
  const random = seededNumbers(30);
  const places = [
    ...ORGANS,
    ...Array.from(
      { length: LESIONS },
      (_, n) => [`lesion_${n + 1}`, "tumour", 8 + 16 * random()] as const,
    ),
  ].map(([id, role, radiusMm]) => {
    const centreMm: Triple = [
      (random() - 0.5) * 200,
      (random() - 0.5) * 110,
      (random() - 0.5) * 340,
    ];
    return { id, role, radiusMm, centreMm };
  });
  const body = maskOfShape(
    GRID,
    ([x, y, z]) => (x / 165) ** 2 + (y / 108) ** 2 < 1 && Math.abs(z) < 220,
    1,
  );
  const structures = [
    { id: "body", name: "body", role: "body", source: "made", mask: body },
    ...places.map(({ id, role, centreMm, radiusMm }) => ({
      id,
      name: id,
      role,
      source: "made",
      mask: sphereMask(GRID, centreMm, radiusMm),
    })),
  ] as const;
  const sources = [
    ...places,
    { id: "remainder", role: "other" as Role, radiusMm: 150, centreMm: [0, 0, 0] as Triple },
  ];
  const basisGyPerGBq = sources.map(({ centreMm, radiusMm }) =>
    fallingOff(centreMm, radiusMm, 0.2 + random()),
  );
  const regions = sources.map(({ id, role }) => regionOf(id, role));
  const ones = regions.map(() => 1);
  const structureDoses = structures.map((structure) =>
    structureDoseFromDvh(liveDvh(liveStructure(structure, basisGyPerGBq), ones), {
      role: structure.role,
      massG: 100,
      effectiveHalfLifeH: HALF_LIFE_H,
      rateTerms: [{ amplitude: 1, ratePerH: Math.LN2 / HALF_LIFE_H }],
    }),
  );
  return {
    prescription: { protocol: protocol("lu177-dotatate"), nuclide: "Lu-177" },
    structures,
    regions,
    basisGyPerGBq,
    structureDoses,
    dvhs: structureDoses.map(({ dvh }) => dvh),
    budget: { assumptions: [], regions: regions.map(({ structureId }) => budgetOf(structureId)) },
  } as unknown as PlanResult;
}

const HALF_LIFE_H = 55;

const regionOf = (structureId: string, role: Role) => ({
  structureId,
  name: structureId,
  role,
  tiacH: 1,
  fit: {
    model: "biExponential",
    terms: [
      { amplitudeMBq: 10, ratePerH: Math.LN2 / HALF_LIFE_H },
      { amplitudeMBq: 3, ratePerH: Math.LN2 / 5 },
    ],
    effectiveHalfLifeH: HALF_LIFE_H,
    tiaMBqH: 815,
    tiaStandardErrorMBqH: 60,
  },
});

const budgetOf = (structureId: string) => ({
  structureId,
  question: {
    calibration: 0.05,
    recoveryCurve: 0.03,
    volume: 0.1,
    activityPerVolume: 0.7,
    fit: 0.07,
    registration: 0.02,
  },
});

function fallingOff(centreMm: Triple, radiusMm: number, gyPerGBq: number) {
  const dose = volume("doseGyPerGBq", GRID);
  const centre = toVoxel(GRID, centreMm);
  const reach = radiusMm / GRID.spacingMm[0];
  forEachIndex(GRID, (at, [i, j, k]) => {
    const away = ((i - centre[0]) ** 2 + (j - centre[1]) ** 2 + (k - centre[2]) ** 2) / reach ** 2;
    dose.values[at] = gyPerGBq / (1 + away ** 2);
  });
  return dose;
}
