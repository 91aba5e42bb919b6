import type { Role } from "../src/volume/study";

/**
 * Pale colours that colour-blind eyes can tell apart (P. Tol, "Colour Schemes", SRON/EPS/TN/09-002, 2021, set "light"),
 * away from the saturated colours of isodoses. For dark ground: images, and charts of the dark theme.
 */
const ON_DARK = ["#77aadd", "#44bb99", "#eedd88", "#99ddff", "#bbcc33", "#c3a6e0", "#aaaa00"];

/** The same hues, dark enough for white ground. */
const ON_LIGHT = ["#2f6fb0", "#1b7f63", "#8d7416", "#1f86ad", "#67750a", "#7a4fa8", "#6b6b00"];

const TUMOURS_ON_DARK = ["#ffaabb", "#ee8866", "#f2c4a8"];
const TUMOURS_ON_LIGHT = ["#b83a5a", "#b04a22", "#8f5a33"];

export type Ground = "dark" | "light";

/** One colour a structure, by id: tumours pink and orange, the body grey, the others from the list in their order. */
export function structureColours(
  structures: readonly { readonly id: string; readonly role: Role }[],
  ground: Ground,
): ReadonlyMap<string, string> {
  const tumours = ground === "dark" ? TUMOURS_ON_DARK : TUMOURS_ON_LIGHT;
  const others = ground === "dark" ? ON_DARK : ON_LIGHT;
  let tumour = 0;
  let other = 0;
  return new Map(
    structures.map(({ id, role }) => {
      if (role === "body") return [id, ground === "dark" ? "#8c98a3" : "#6d7883"];
      if (role === "tumour") return [id, tumours[tumour++ % tumours.length]!];
      return [id, others[other++ % others.length]!];
    }),
  );
}
