import { EMISSION_STOPS, parseColour } from "./colour";
import type { SliceImages, SliceLook } from "./sliceLook";
import { MOST_STRUCTURES } from "./structureShapes";

export const MOST_ISODOSES = 16;

/** Where each array of the shader's `Palette` begins, in vec4. */
const WIDTHS = MOST_ISODOSES;
const STRUCTURES = WIDTHS + MOST_ISODOSES;
const BOXES = STRUCTURES + MOST_STRUCTURES;
const BOX_SIZES = BOXES + MOST_STRUCTURES;
const EMISSION = BOX_SIZES + MOST_STRUCTURES;

const MAP = EMISSION + EMISSION_STOPS.length;
export const MOST_MAP_COLOURS = 8;

export const PALETTE_BYTES = 16 * (MAP + MOST_MAP_COLOURS);

/** The shader's `Palette`. `offsets`: where the fractions of each structure begin. Throws for more than 16 isodoses or 8 colours of a map. */
export function packPalette(
  { structures }: Pick<SliceImages, "structures">,
  offsets: readonly number[],
  look: SliceLook,
): ArrayBuffer {
  if (look.isodoses.length > MOST_ISODOSES)
    throw new Error(`${look.isodoses.length} isodoses; a view shows at most ${MOST_ISODOSES}`);
  const mapColours = look.map?.colours ?? [];
  if (mapColours.length > MOST_MAP_COLOURS)
    throw new Error(`${mapColours.length} colours of a map; expected at most ${MOST_MAP_COLOURS}`);
  const bytes = new ArrayBuffer(PALETTE_BYTES);
  const floats = new Float32Array(bytes);
  const words = new Uint32Array(bytes);
  look.isodoses.forEach(({ doseGy, colour, widthPx }, i) => {
    floats.set([...parseColour(colour), doseGy], 4 * i);
    floats.set([widthPx], 4 * (WIDTHS + i));
  });
  structures.forEach(({ id, mask }, s) => {
    const { colour, visible } = look.structures[id] ?? HIDDEN;
    floats.set([...parseColour(colour), visible ? 1 : 0], 4 * (STRUCTURES + s));
    words.set([...mask.boxOrigin, offsets[s]!], 4 * (BOXES + s));
    words.set(mask.boxSize, 4 * (BOX_SIZES + s));
  });
  EMISSION_STOPS.forEach((stop, i) => {
    floats.set(parseColour(stop), 4 * (EMISSION + i));
  });
  mapColours.forEach((rgb, i) => {
    floats.set(
      rgb.map((byte) => byte / 255),
      4 * (MAP + i),
    );
  });
  return bytes;
}

const HIDDEN = { colour: "#000000", visible: false };
