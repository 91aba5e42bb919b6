import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { StructureLook } from "../src/gpu/slice/sliceLook";
import type { Triple } from "../src/volume/grid";
import type { Mask } from "../src/volume/mask";
import type { Role, Structure } from "../src/volume/study";
import { type Surface, surfaceOf } from "../src/volume/surface";
import { NO_SIZE, observePixelSize } from "./pixelSize";
import { FROM_THE_FRONT, nearer, type Orbit, turned, viewAxes } from "./scene/orbit";
import { type SceneItem, StructureScene } from "./scene/structureScene";
import { edgeLetters } from "./sliceOverlay";
import { sliceStyles } from "./sliceStyles";

/**
 * The structures in 3D, and where the crosshair is. Fills its host.
 * Drag: turn; wheel or right drag: zoom. Keys: arrows turn, + and - zoom, z looks from the front again.
 */
@customElement("scene-view")
export class SceneView extends LitElement {
  static override styles = sliceStyles;

  @property({ attribute: false }) structures: readonly Structure[] = [];
  /** By structure id; structures that are not named here are hidden. */
  @property({ attribute: false, hasChanged: (a: Looks, b?: Looks) => !sameLooks(a, b) })
  looks: Looks = {};
  @property({ attribute: false, hasChanged: (a, b) => String(a) !== String(b) })
  crosshairMm: Triple = [0, 0, 0];

  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  @state() private orbit: Orbit = FROM_THE_FRONT;
  @state() private size = NO_SIZE;
  /** Why there is no picture, as a sentence. */
  @state() private failure: string | undefined;
  @state() private surfaces: ReadonlyMap<Mask, Surface> = new Map();
  #scene: StructureScene | undefined;
  #frame = 0;
  #drag: "turn" | "zoom" | undefined;
  #unobserve = () => {};
  #last = { x: 0, y: 0 };

  override connectedCallback() {
    super.connectedCallback();
    this.#unobserve = observePixelSize(this, (size) => {
      this.size = size;
    });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#unobserve();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#scene?.dispose();
    this.#scene = undefined;
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("structures") || changed.has("looks")) void this.#buildSurfaces();
  }

  override render() {
    if (this.failure) return html`<p class="corner top-left" role="alert">${this.failure}</p>`;
    const { right, up } = viewAxes(this.orbit);
    const down: Triple = [-up[0], -up[1], -up[2]];
    return html`
      <canvas></canvas>
      ${edgeLetters({ right, down, normalAxis: 1 })}
      <span class="corner top-left">3D</span>
      <div
        class="surface turn"
        tabindex="0"
        role="application"
        aria-roledescription="turnable picture"
        aria-label="Structures in 3D: arrow keys turn, plus and minus zoom, z looks from the front"
        @pointerdown=${this.#press}
        @pointermove=${this.#move}
        @pointerup=${this.#lift}
        @pointercancel=${this.#lift}
        @wheel=${this.#roll}
        @keydown=${this.#key}
        @contextmenu=${(event: Event) => event.preventDefault()}
      ></div>
    `;
  }

  override updated() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    const { deviceWidth, deviceHeight } = this.size;
    if (this.failure || deviceWidth === 0 || deviceHeight === 0) return;
    try {
      this.#scene ??= new StructureScene(this.canvas);
    } catch {
      this.failure = "This browser grants no WebGL: the structures cannot be shown in 3D.";
      return;
    }
    this.#scene.set(this.#items(), this.crosshairMm);
    this.#scene.render(this.orbit, deviceWidth, deviceHeight);
  }

  #items(): SceneItem[] {
    return this.structures.flatMap(({ id, role, mask }) => {
      const surface = this.surfaces.get(mask);
      const look = this.looks[id];
      return surface && look?.visible
        ? [{ id, surface, colour: look.colour, opacity: OPACITY[role] }]
        : [];
    });
  }

  /** One surface a turn of the event loop, so that the page stays live; a newer call ends an older one. */
  async #buildSurfaces() {
    const { structures } = this;
    const known = new Map(
      structures.flatMap(({ mask }) => {
        const surface = this.surfaces.get(mask);
        return surface ? [[mask, surface] as const] : [];
      }),
    );
    for (const { id, mask } of structures) {
      if (known.has(mask) || !this.looks[id]?.visible) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (structures !== this.structures) return;
      known.set(mask, surfaceOf(mask));
      this.surfaces = new Map(known);
    }
  }

  #press(event: PointerEvent) {
    const surface = event.currentTarget as HTMLElement;
    surface.focus({ preventScroll: true });
    surface.setPointerCapture(event.pointerId);
    event.preventDefault();
    this.#last = { x: event.clientX, y: event.clientY };
    this.#drag = event.button === 2 ? "zoom" : "turn";
  }

  #move({ clientX, clientY }: PointerEvent) {
    const dx = clientX - this.#last.x;
    const dy = clientY - this.#last.y;
    this.#last = { x: clientX, y: clientY };
    if (this.#drag === "turn") this.orbit = turned(this.orbit, 0.5 * dx, 0.5 * dy);
    if (this.#drag === "zoom") this.orbit = nearer(this.orbit, 1.01 ** -dy);
  }

  #lift() {
    this.#drag = undefined;
  }

  #roll(event: WheelEvent) {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1);
    this.orbit = nearer(this.orbit, 1.002 ** -pixels);
  }

  #key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const change = KEYS[event.key];
    if (!change) return;
    event.preventDefault();
    this.orbit = change(this.orbit);
  }
}

type Looks = Readonly<Record<string, StructureLook>>;

/** A new object with the same content, as every move of the activity slider brings, is no reason to paint again. */
function sameLooks(a: Looks, b: Looks | undefined): boolean {
  const ids = Object.keys(a);
  return (
    b !== undefined &&
    ids.length === Object.keys(b).length &&
    ids.every((id) => a[id]!.colour === b[id]?.colour && a[id]!.visible === b[id]?.visible)
  );
}

/** Organs are glass around the tumours in them. */
const OPACITY: Readonly<Record<Role, number>> = {
  body: 0.12,
  organ: 0.6,
  territory: 0.3,
  marrow: 0.8,
  other: 0.5,
  tumour: 1,
};

const TURN_DEG = 10;
const KEYS: Readonly<Record<string, (orbit: Orbit) => Orbit>> = {
  ArrowLeft: (orbit) => turned(orbit, -TURN_DEG, 0),
  ArrowRight: (orbit) => turned(orbit, TURN_DEG, 0),
  ArrowUp: (orbit) => turned(orbit, 0, -TURN_DEG),
  ArrowDown: (orbit) => turned(orbit, 0, TURN_DEG),
  "+": (orbit) => nearer(orbit, 1.2),
  "=": (orbit) => nearer(orbit, 1.2),
  "-": (orbit) => nearer(orbit, 1 / 1.2),
  z: () => FROM_THE_FRONT,
};

declare global {
  interface HTMLElementTagNameMap {
    "scene-view": SceneView;
  }
}
