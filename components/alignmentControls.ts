import { html } from "lit";
import type { Comparison } from "../src/app/alignmentPicture";
import { type ComparedImage, sliceCount } from "../src/app/alignmentSlice";
import type { DeformationShown } from "../src/app/deformationPicture";
import type { Plane } from "../src/gpu/slice/slicePlane";
import type { Grid } from "../src/volume/grid";

/** What the pictures of the alignment show, and how. */
export interface ShownAs {
  readonly image: ComparedImage;
  readonly comparison: Comparison | "landmarks";
  readonly plane: Plane;
  /** Place of the slice along its normal, 0..1. */
  readonly share: number;
  readonly isOutlined: boolean;
  readonly deformation: DeformationShown;
}

/** The row of choices above the pictures. */
export function alignmentControls(
  grid: Grid,
  shown: ShownAs,
  { hasCt, hasDeformation }: { readonly hasCt: boolean; readonly hasDeformation: boolean },
  onChange: (change: Partial<ShownAs>) => void,
) {
  const count = sliceCount(grid, shown.plane);
  return html`<div class="controls">
    ${choice("Show as", shown.comparison, ["checkerboard", "difference", "swipe", "landmarks"], (comparison) => onChange({ comparison }))}
    ${choice("Plane", shown.plane, ["axial", "coronal", "sagittal"], (plane) => onChange({ plane, share: 0.5 }))}
    ${hasCt ? choice("Image", shown.image, ["emission", "CT"], (image) => onChange({ image })) : null}
    ${
      hasDeformation
        ? choice(
            "Deformation",
            shown.deformation,
            ["off", "grid", "displacement", "volume change"],
            (deformation) => onChange({ deformation }),
          )
        : null
    }
    <label>Slice
      <input
        type="range"
        min="0"
        max=${count - 1}
        .value=${String(Math.round(shown.share * count - 0.5))}
        @input=${(event: Event) =>
          onChange({ share: ((event.target as HTMLInputElement).valueAsNumber + 0.5) / count })}
      />
    </label>
    <label>
      <input
        type="checkbox"
        .checked=${shown.isOutlined}
        @change=${(event: Event) =>
          onChange({ isOutlined: (event.target as HTMLInputElement).checked })}
      />
      Structures
    </label>
  </div>`;
}

function choice<T extends string>(
  label: string,
  value: T,
  options: readonly T[],
  onChange: (value: T) => void,
) {
  return html`<label>${label}
    <select
      aria-label=${label}
      @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value as T)}
    >
      ${options.map((option) => html`<option .selected=${option === value}>${option}</option>`)}
    </select>
  </label>`;
}
