import type { TissueResponse } from "../src/physics/radiobiology";
import { METRIC_WORDS } from "../src/planning/criteria";
import type { Metric } from "../src/planning/limit";

/** A number that defines a figure. */
export interface FigureField {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly start: number;
}

/** A kind of figure to choose from: what it is called, what defines it, and the value that is offered first. */
export interface FigureChoice {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly FigureField[];
  readonly value: number;
  readonly metric: (numbers: Readonly<Record<string, number>>) => Metric;
}

/** Every figure that a limit or goal can be held against, with the numbers it starts from in a tissue. */
export function figureChoices({ alphaBetaGy, repairHalfLifeH }: TissueResponse): FigureChoice[] {
  const alphaBeta = { key: "alphaBetaGy", name: "α/β", unit: "Gy", start: alphaBetaGy };
  const repair = { key: "repairHalfLifeH", name: "repair", unit: "h", start: repairHalfLifeH };
  const response = [alphaBeta, repair];
  const alpha = { key: "alphaPerGy", name: "α", unit: "per Gy", start: 0.1 };
  const plain = (kind: "mean" | "max" | "smoothedMax", value: number): FigureChoice =>
    choice(kind, [], value, () => ({ kind }));
  const bed = (kind: "bed" | "eqd2", of: "meanDose" | "voxels"): FigureChoice => ({
    ...choice(kind, response, 30, (n) => ({ kind, of, ...responseIn(n) })),
    id: `${kind} ${of}`,
    name: `${METRIC_WORDS[kind]} of ${of === "voxels" ? "every voxel, their mean" : "the mean dose"}`,
  });
  return [
    plain("mean", 20),
    plain("max", 50),
    plain("smoothedMax", 50),
    choice("doseAtVolumePercent", [field("percent", "volume", "%", 2)], 30, (n) => ({
      kind: "doseAtVolumePercent",
      percent: n.percent!,
    })),
    choice("doseAtVolumeMl", [field("ml", "volume", "mL", 1)], 30, (n) => ({
      kind: "doseAtVolumeMl",
      ml: n.ml!,
    })),
    choice("volumeAtDosePercent", [field("doseGy", "dose", "Gy", 20)], 30, (n) => ({
      kind: "volumeAtDosePercent",
      doseGy: n.doseGy!,
    })),
    choice("volumeAtDoseMl", [field("doseGy", "dose", "Gy", 20)], 100, (n) => ({
      kind: "volumeAtDoseMl",
      doseGy: n.doseGy!,
    })),
    choice("eud", [alpha], 20, (n) => ({ kind: "eud", alphaPerGy: n.alphaPerGy! })),
    choice("gEud", [field("a", "a", "", 4)], 20, (n) => ({ kind: "gEud", a: n.a! })),
    bed("bed", "meanDose"),
    bed("bed", "voxels"),
    bed("eqd2", "meanDose"),
    bed("eqd2", "voxels"),
    choice("euBed", [alpha, ...response], 30, (n) => ({
      kind: "euBed",
      alphaPerGy: n.alphaPerGy!,
      ...responseIn(n),
    })),
    choice(
      "ntcp",
      [field("td50Gy", "TD50", "Gy", 28), field("m", "m", "", 0.1), field("n", "n", "", 0.7)],
      0.05,
      (n) => ({ kind: "ntcp", td50Gy: n.td50Gy!, m: n.m!, n: n.n! }),
    ),
    choice(
      "tcp",
      [{ ...alpha, start: 0.3 }, field("clonogensPerMl", "clonogens", "per mL", 1e6), ...response],
      0.5,
      (n) => ({
        kind: "tcp",
        alphaPerGy: n.alphaPerGy!,
        clonogensPerMl: n.clonogensPerMl!,
        ...responseIn(n),
      }),
    ),
    { ...choice("bloodDose", [], 2, () => ({ kind: "bloodDose" })), name: "blood dose" },
    {
      ...choice("wholeBodyDose", [], 4, () => ({ kind: "wholeBodyDose" })),
      name: "whole-body dose",
    },
    {
      ...choice("retention", [field("atH", "after", "h", 48)], 4.44, (n) => ({
        kind: "retention",
        atH: n.atH!,
      })),
      name: "activity retained in the body",
    },
  ];
}

const field = (key: string, name: string, unit: string, start: number): FigureField => ({
  key,
  name,
  unit,
  start,
});

const responseIn = ({ alphaBetaGy, repairHalfLifeH }: Readonly<Record<string, number>>) => ({
  alphaBetaGy: alphaBetaGy!,
  repairHalfLifeH: repairHalfLifeH!,
});

const choice = (
  kind: Metric["kind"],
  fields: readonly FigureField[],
  value: number,
  metric: FigureChoice["metric"],
): FigureChoice => ({ id: kind, name: METRIC_WORDS[kind], fields, value, metric });
