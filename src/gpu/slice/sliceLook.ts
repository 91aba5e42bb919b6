import type { Grid } from "../../volume/grid";
import type { Structure } from "../../volume/study";
import type { Quantity, Volume } from "../../volume/volume";

/** What there is to see. Every volume keeps its own grid; structures share one grid. */
export interface SliceImages {
  readonly anatomy: Volume<"hounsfield"> | undefined;
  readonly emission: Volume<"activityBqPerMl"> | undefined;
  readonly dose: Volume<"doseGyPerGBq"> | undefined;
  /** Drawn in place of the dose, on its grid: another dose less it, or it less another. */
  readonly difference?: Volume<"doseGyPerGBq"> | undefined;
  /** Drawn in place of the dose or a difference, voxel by voxel as it is; NaN where there is nothing to show. */
  readonly map?: SliceMap | undefined;
  /** At most 128. */
  readonly structures: readonly Structure[];
}

/** A map of any number, and how the number under the pointer is written. */
export interface SliceMap {
  readonly volume: Volume<Quantity>;
  readonly unit: string;
  /** Names of the classes that the numbers are. */
  readonly names?: readonly string[];
}

/** How a map is coloured. */
export interface MapColours {
  /** The values of the first and the last colour. */
  readonly range: readonly [from: number, to: number];
  /** RGB, 0 to 255, from the least to the largest; at most 8. */
  readonly colours: readonly (readonly [number, number, number])[];
  /** Values are numbers of classes: no colour in between. */
  readonly classes: boolean;
  /** Whether low numbers are clear, so that the CT stays readable under them. */
  readonly veiled?: boolean;
}

export const NO_IMAGES: SliceImages = {
  anatomy: undefined,
  emission: undefined,
  dose: undefined,
  structures: [],
};

/** The image that sets the extent of a view and the step between its slices. */
export const baseGrid = ({ anatomy, emission, dose, structures }: SliceImages): Grid | undefined =>
  (anatomy ?? emission ?? dose)?.grid ?? structures[0]?.mask.grid;

/** One isodose line. */
export interface Isodose {
  readonly doseGy: number;
  /** "#rrggbb" */
  readonly colour: string;
  /** Width of the line in CSS pixels. */
  readonly widthPx: number;
}

export interface StructureLook {
  readonly colour: string;
  readonly visible: boolean;
}

/** Grey values from black to white around a level. */
export interface Window {
  readonly levelHu: number;
  readonly widthHu: number;
}

/** How it is shown. Changing anything here redraws and uploads nothing. */
export interface SliceLook {
  readonly window: Window;
  /** Opacity of the emission over the CT, 0..1. Without a CT the emission is opaque. */
  readonly fusionOpacity: number;
  /** Activity concentration at the bright end of the colour map. */
  readonly emissionMaxBqPerMl: number;
  /** Administered activity whose dose is drawn: of one cycle, or of all of them together. */
  readonly activityGBq: number;
  /** Ascending in dose; at most 16. */
  readonly isodoses: readonly Isodose[];
  readonly showIsodoses: boolean;
  /** Opacity of the dose colour wash, 0..1. */
  readonly washOpacity: number;
  /** Dose below which there is no wash. */
  readonly washFromGy: number;
  /** Difference with the full colour, Gy; only where the images hold a difference. */
  readonly differenceFullGy?: number;
  /** Only where the images hold a map. */
  readonly map?: MapColours;
  /** By structure id; structures that are not named here are hidden. */
  readonly structures: Readonly<Record<string, StructureLook>>;
  /** False: every voxel of the dose as one flat cell. */
  readonly interpolateDose: boolean;
  readonly convention: "radiological" | "neurological";
}

/** Abdominal soft tissue, CT alone, no lines: what a view shows before anything is known of the plan. */
export const DEFAULT_LOOK: SliceLook = {
  window: { levelHu: 40, widthHu: 400 },
  fusionOpacity: 0,
  emissionMaxBqPerMl: 1e6,
  activityGBq: 7.4,
  isodoses: [],
  showIsodoses: true,
  washOpacity: 0,
  washFromGy: 0,
  structures: {},
  interpolateDose: true,
  convention: "radiological",
};
