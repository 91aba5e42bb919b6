import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  HemisphereLight,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Scene,
  Sphere,
  Vector3,
  WebGLRenderer,
} from "three";
import type { Triple } from "../../src/volume/grid";
import type { Surface } from "../../src/volume/surface";
import { type Orbit, viewAxes } from "./orbit";

/** One surface of the scene. `surface` is compared by identity. */
export interface SceneItem {
  readonly id: string;
  readonly surface: Surface;
  /** "#rrggbb" */
  readonly colour: string;
  readonly opacity: number;
}

const GROUND = 0x05070a;
const FIELD_OF_VIEW_DEG = 28;
const CROSS_MM = 14;

/** Surfaces in patient millimetres, seen from an orbit. Owns a WebGL context: `dispose` gives it back. */
export class StructureScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(FIELD_OF_VIEW_DEG, 1, 10, 10_000);
  readonly #headlight = new DirectionalLight(0xffffff, 2.4);
  readonly #cross = crossLines();
  readonly #meshes = new Map<
    string,
    { surface: Surface; mesh: Mesh<BufferGeometry, MeshStandardMaterial> }
  >();

  /** Throws when the browser grants no WebGL. */
  constructor(canvas: HTMLCanvasElement) {
    this.#renderer = new WebGLRenderer({ canvas, antialias: true });
    this.#scene.background = new Color(GROUND);
    this.#scene.add(new HemisphereLight(0xffffff, 0x3c424c, 1.7), this.#headlight, this.#cross);
    this.#camera.up.set(0, 0, 1);
  }

  /** Shows exactly these surfaces, and the crosshair. */
  set(items: readonly SceneItem[], crosshairMm: Triple): void {
    const shown = new Set(items.map(({ id }) => id));
    for (const id of [...this.#meshes.keys()]) if (!shown.has(id)) this.#remove(id);
    for (const item of items) this.#show(item);
    this.#cross.position.set(...crosshairMm);
  }

  /** Paints a picture of `width` × `height` device pixels. */
  render(orbit: Orbit, width: number, height: number): void {
    this.#renderer.setSize(width, height, false);
    const { center, radius } = this.#extent();
    const { towardsViewer, right, up } = viewAxes(orbit);
    const narrowest = Math.min(1, width / height);
    const sine = Math.sin((FIELD_OF_VIEW_DEG * Math.PI) / 360) * narrowest;
    const distance = radius / sine / orbit.zoom;
    this.#camera.aspect = width / height;
    this.#camera.near = Math.max(1, distance - 2 * radius);
    this.#camera.far = distance + 2 * radius;
    this.#camera.position.copy(center).addScaledVector(new Vector3(...towardsViewer), distance);
    this.#camera.lookAt(center);
    this.#camera.updateProjectionMatrix();
    this.#headlight.position
      .set(...towardsViewer)
      .addScaledVector(new Vector3(...up), 0.6)
      .addScaledVector(new Vector3(...right), -0.4);
    this.#renderer.render(this.#scene, this.#camera);
  }

  dispose(): void {
    for (const id of [...this.#meshes.keys()]) this.#remove(id);
    this.#cross.geometry.dispose();
    this.#cross.material.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #show({ id, surface, colour, opacity }: SceneItem): void {
    if (this.#meshes.get(id)?.surface !== surface) {
      this.#remove(id);
      const mesh = new Mesh(geometryOf(surface), new MeshStandardMaterial({ roughness: 0.62 }));
      this.#meshes.set(id, { surface, mesh });
      this.#scene.add(mesh);
    }
    const { material } = this.#meshes.get(id)!.mesh;
    const isOpaque = opacity >= 1;
    material.color.set(colour);
    material.opacity = opacity;
    material.side = DoubleSide;
    if (material.transparent === isOpaque) material.needsUpdate = true;
    material.transparent = !isOpaque;
    material.depthWrite = isOpaque;
  }

  #remove(id: string): void {
    const entry = this.#meshes.get(id);
    if (!entry) return;
    this.#scene.remove(entry.mesh);
    entry.mesh.geometry.dispose();
    entry.mesh.material.dispose();
    this.#meshes.delete(id);
  }

  /** The ball around everything that is shown. */
  #extent(): Sphere {
    const spheres = [...this.#meshes.values()].map(({ mesh }) => mesh.geometry.boundingSphere!);
    const all = new Sphere();
    all.makeEmpty();
    for (const sphere of spheres) if (!sphere.isEmpty()) all.union(sphere);
    return all.isEmpty() ? new Sphere(new Vector3(), 100) : all;
  }
}

function geometryOf({ positionsMm, normals, triangles }: Surface): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positionsMm, 3));
  geometry.setAttribute("normal", new BufferAttribute(normals, 3));
  geometry.setIndex(new BufferAttribute(triangles, 1));
  geometry.computeBoundingSphere();
  return geometry;
}

function crossLines(): LineSegments<BufferGeometry, LineBasicMaterial> {
  const ends = [0, 1, 2].flatMap((axis) =>
    [-CROSS_MM, CROSS_MM].flatMap((at) => [0, 1, 2].map((c) => (c === axis ? at : 0))),
  );
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(ends), 3));
  const material = new LineBasicMaterial({ color: 0x9fc8ff, depthTest: false, transparent: true });
  const lines = new LineSegments(geometry, material);
  lines.renderOrder = 1;
  return lines;
}
