import { EMISSION_STOPS, parseColour } from "./colour";
import type { SliceImages, SliceLook } from "./sliceLook";
import { MOST_STRUCTURES } from "./structureBits";

export const MOST_ISODOSES = 16;

/** Floats of the shader's `Palette`: levels, their widths, structures, stops of the emission map; four each. */
export const PALETTE_LENGTH = 4 * (2 * MOST_ISODOSES + MOST_STRUCTURES + EMISSION_STOPS.length);

/** The shader's `Palette`. Throws for more than 16 isodoses. */
export function packPalette(
  { structures }: Pick<SliceImages, "structures">,
  look: SliceLook,
): Float32Array<ArrayBuffer> {
  if (look.isodoses.length > MOST_ISODOSES)
    throw new Error(`${look.isodoses.length} isodoses; a view shows at most ${MOST_ISODOSES}`);
  const floats = new Float32Array(PALETTE_LENGTH);
  const put = (at: number, values: readonly number[]) => floats.set(values, 4 * at);
  look.isodoses.forEach(({ doseGy, colour, widthPx }, i) => {
    put(i, [...parseColour(colour), doseGy]);
    put(MOST_ISODOSES + i, [widthPx]);
  });
  structures.forEach(({ id }, s) => {
    const { colour, visible } = look.structures[id] ?? { colour: "#000000", visible: false };
    put(2 * MOST_ISODOSES + s, [...parseColour(colour), visible ? 1 : 0]);
  });
  EMISSION_STOPS.forEach((stop, i) => {
    put(2 * MOST_ISODOSES + MOST_STRUCTURES + i, parseColour(stop));
  });
  return floats;
}
