// One picture of a patient: CT in grey, emission over it, dose as colour wash and isodose lines, outlines of structures.
//
// Every volume is resliced where it lies: a matrix takes the pixel to the voxel coordinates of that volume, so grids need not agree.
// Values are interpolated trilinearly here, in f32, from the voxels themselves. Rule at the faces as in src/volume/interpolation.ts.
//
// A line at level L covers a pixel by its distance to it, to first order:
//
//   distance [pixels] = |value - L| / |gradient of the value on the screen|
//
// with the exact gradient of the trilinear interpolant. Dose = dose per GBq * activity, so a new activity is a new uniform, nothing else.
// The outline of a structure is the line at 1/2 of the interpolated fraction of the voxels that it fills.

struct Params {
  anatomyFromPixel: mat4x4f,
  emissionFromPixel: mat4x4f,
  doseFromPixel: mat4x4f,
  structuresFromPixel: mat4x4f,
  // Which volumes exist: 1 anatomy, 2 emission, 4 dose, 8 structures.
  shown: u32,
  // Hounsfield numbers drawn black and white.
  blackHu: f32,
  whiteHu: f32,
  emissionMaxBqPerMl: f32,
  fusionOpacity: f32,
  activityGBq: f32,
  washOpacity: f32,
  washFromGy: f32,
  levelCount: u32,
  linesShown: u32,
  doseNearest: u32,
  structureWords: u32,
  // Device pixels to one CSS pixel: lines keep their width on any screen.
  pixelRatio: f32,
  ground: vec3f,
}

struct Palette {
  // rgb, dose in Gy.
  levels: array<vec4f, 16>,
  // Width in CSS pixels in x.
  widths: array<vec4f, 16>,
  // rgb, 1 when visible.
  structures: array<vec4f, 128>,
  // First voxel of the bounding box, and where its fractions begin, in bytes.
  boxes: array<vec4u, 128>,
  // Size of the bounding box in xyz.
  boxSizes: array<vec4u, 128>,
  emission: array<vec4f, 9>,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<uniform> palette: Palette;
@group(0) @binding(2) var anatomyHu: texture_3d<i32>;
@group(0) @binding(3) var emissionBqPerMl: texture_3d<f32>;
@group(0) @binding(4) var doseGyPerGBq: texture_3d<f32>;
// Bit s % 32 of channel s / 32: structure s fills at least half of the voxel.
@group(0) @binding(5) var structureBits: texture_3d<u32>;
// Fractions of the voxels in the box of every structure, a byte each.
@group(0) @binding(6) var<storage, read> structureFractions: array<u32>;

const FACE_TOLERANCE = 1e-3; // voxels
const OUTLINE_WIDTH = 1.5;   // CSS pixels
const CASING = 1.0;          // CSS pixels of darkness beside an isodose line, so that it shows on bright and on dark

// One triangle that covers the screen.
@vertex
fn cover(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f {
  return vec4f(f32(i & 1u) * 4.0 - 1.0, f32(i >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment
fn paint(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = vec4f(position.xy, 0.0, 1.0);
  var colour = params.ground;
  if (isShown(1u)) { colour = paintAnatomy(pixel, colour); }
  if (isShown(2u)) { colour = paintEmission(pixel, colour); }
  var dose = Dose(false, 0.0, vec2f(0.0));
  if (isShown(4u) && params.levelCount > 0u) { dose = doseAt(pixel.xy); }
  if (dose.inside) { colour = paintWash(dose, colour); }
  if (isShown(8u)) { colour = paintOutlines(pixel, colour); }
  if (dose.inside && params.linesShown == 1u) { colour = paintIsodoses(dose, pixel.xy, colour); }
  return vec4f(colour, 1.0);
}

fn isShown(volume: u32) -> bool { return (params.shown & volume) != 0u; }

fn paintAnatomy(pixel: vec4f, under: vec3f) -> vec3f {
  let at = cellAt((params.anatomyFromPixel * pixel).xyz, textureDimensions(anatomyHu));
  if (!at.inside) { return under; }
  let corners = Corners(
    vec4f(anatomyIn(at, 0u), anatomyIn(at, 1u), anatomyIn(at, 2u), anatomyIn(at, 3u)),
    vec4f(anatomyIn(at, 4u), anatomyIn(at, 5u), anatomyIn(at, 6u), anatomyIn(at, 7u)));
  let hu = interpolate(corners, at.fraction).w;
  return vec3f(clamp((hu - params.blackHu) / (params.whiteHu - params.blackHu), 0.0, 1.0));
}

fn anatomyIn(at: Cell, corner: u32) -> f32 { return f32(textureLoad(anatomyHu, cornerOf(at, corner), 0).r); }

// Faint activity is transparent, so that the CT stays readable under the background of the scan.
fn paintEmission(pixel: vec4f, under: vec3f) -> vec3f {
  let at = cellAt((params.emissionFromPixel * pixel).xyz, textureDimensions(emissionBqPerMl));
  if (!at.inside || params.fusionOpacity == 0.0) { return under; }
  let corners = Corners(
    vec4f(emissionIn(at, 0u), emissionIn(at, 1u), emissionIn(at, 2u), emissionIn(at, 3u)),
    vec4f(emissionIn(at, 4u), emissionIn(at, 5u), emissionIn(at, 6u), emissionIn(at, 7u)));
  let share = clamp(interpolate(corners, at.fraction).w / params.emissionMaxBqPerMl, 0.0, 1.0);
  let stop = min(u32(share * 8.0), 7u);
  let over = mix(palette.emission[stop].rgb, palette.emission[stop + 1u].rgb, share * 8.0 - f32(stop));
  let veil = select(smoothstep(0.0, 0.12, share), 1.0, params.fusionOpacity >= 1.0);
  return mix(under, over, params.fusionOpacity * veil);
}

fn emissionIn(at: Cell, corner: u32) -> f32 { return textureLoad(emissionBqPerMl, cornerOf(at, corner), 0).r; }

fn paintWash(dose: Dose, under: vec3f) -> vec3f {
  if (params.washOpacity == 0.0) { return under; }
  let edge = clamp(0.5 + (dose.gy - params.washFromGy) / max(length(dose.onScreen), 1e-20), 0.0, 1.0);
  return mix(under, washColour(dose.gy), params.washOpacity * edge);
}

// Colours of the isodose lines, blended between them: one legend serves both.
fn washColour(gy: f32) -> vec3f {
  var colour = palette.levels[0].rgb;
  for (var i = 1u; i < params.levelCount; i++) {
    let low = palette.levels[i - 1u];
    let high = palette.levels[i];
    if (gy > low.w) { colour = mix(low.rgb, high.rgb, clamp((gy - low.w) / (high.w - low.w), 0.0, 1.0)); }
  }
  return colour;
}

fn paintIsodoses(dose: Dose, pixel: vec2f, under: vec3f) -> vec3f {
  let slope = max(length(dose.onScreen), 1e-20);
  var colour = under;
  for (var i = 0u; i < params.levelCount; i++) {
    let level = palette.levels[i];
    let width = palette.widths[i].x * params.pixelRatio;
    var distance = abs(dose.gy - level.w) / slope;
    if (params.doseNearest == 1u) { distance = edgeDistance(dose, pixel, level.w); }
    let cased = width + 2.0 * CASING * params.pixelRatio;
    if (distance > 0.5 * cased + 0.5) { continue; }
    colour = mix(colour, vec3f(0.0), 0.45 * coverage(distance, cased));
    colour = mix(colour, level.rgb, coverage(distance, width));
  }
  return colour;
}

// Flat cells have no gradient: the line runs along the faces between a cell below the level and one at or above it.
fn edgeDistance(dose: Dose, pixel: vec2f, level: f32) -> f32 {
  let isAbove = dose.gy >= level;
  for (var r = 0.5; r <= 3.0; r += 0.5) {
    let reach = r * params.pixelRatio;
    if (reaches(pixel + vec2f(reach, 0.0), level) != isAbove || reaches(pixel - vec2f(reach, 0.0), level) != isAbove ||
        reaches(pixel + vec2f(0.0, reach), level) != isAbove || reaches(pixel - vec2f(0.0, reach), level) != isAbove) {
      return reach;
    }
  }
  return 1e6;
}

fn reaches(pixel: vec2f, level: f32) -> bool {
  let dose = doseAt(pixel);
  return dose.inside && dose.gy >= level;
}

struct Dose {
  inside: bool,
  gy: f32,
  // Change a pixel to the right and a pixel down.
  onScreen: vec2f,
}

fn doseAt(pixel: vec2f) -> Dose {
  let at = cellAt((params.doseFromPixel * vec4f(pixel, 0.0, 1.0)).xyz, textureDimensions(doseGyPerGBq));
  if (!at.inside) { return Dose(false, 0.0, vec2f(0.0)); }
  if (params.doseNearest == 1u) {
    let voxel = select(at.low, at.high, at.fraction >= vec3f(0.5));
    return Dose(true, textureLoad(doseGyPerGBq, voxel, 0).r * params.activityGBq, vec2f(0.0));
  }
  let corners = Corners(
    vec4f(doseIn(at, 0u), doseIn(at, 1u), doseIn(at, 2u), doseIn(at, 3u)),
    vec4f(doseIn(at, 4u), doseIn(at, 5u), doseIn(at, 6u), doseIn(at, 7u)));
  let perGBq = interpolate(corners, at.fraction);
  let gradient = select(vec3f(0.0), perGBq.xyz, at.between);
  return Dose(true, perGBq.w * params.activityGBq, onScreen(gradient, params.doseFromPixel) * params.activityGBq);
}

fn doseIn(at: Cell, corner: u32) -> f32 { return textureLoad(doseGyPerGBq, cornerOf(at, corner), 0).r; }

fn paintOutlines(pixel: vec4f, under: vec3f) -> vec3f {
  let at = cellAt((params.structuresFromPixel * pixel).xyz, textureDimensions(structureBits));
  if (!at.inside) { return under; }
  var any = vec4u(0u);
  var all = vec4u(0xffffffffu);
  for (var i = 0u; i < 8u; i++) {
    let bits = textureLoad(structureBits, cornerOf(at, i), 0);
    any |= bits;
    all &= bits;
  }
  var colour = under;
  for (var word = 0u; word < params.structureWords; word++) {
    // A trilinear value stays between those of the corners: only structures with corners on both sides of 1/2 have an outline here.
    var crossing = any[word] & ~all[word];
    while (crossing != 0u) {
      let structure = 32u * word + firstTrailingBit(crossing);
      crossing &= crossing - 1u;
      let look = palette.structures[structure];
      if (look.w == 0.0) { continue; }
      let corners = Corners(
        vec4f(fractionIn(structure, at, 0u), fractionIn(structure, at, 1u), fractionIn(structure, at, 2u), fractionIn(structure, at, 3u)),
        vec4f(fractionIn(structure, at, 4u), fractionIn(structure, at, 5u), fractionIn(structure, at, 6u), fractionIn(structure, at, 7u)));
      let filled = interpolate(corners, at.fraction);
      let slope = length(onScreen(filled.xyz, params.structuresFromPixel));
      let distance = abs(filled.w - 0.5) / max(slope, 1e-20);
      colour = mix(colour, look.rgb, coverage(distance, OUTLINE_WIDTH * params.pixelRatio));
    }
  }
  return colour;
}

fn fractionIn(structure: u32, at: Cell, corner: u32) -> f32 {
  let box = palette.boxes[structure];
  let size = palette.boxSizes[structure].xyz;
  let inBox = vec3u(cornerOf(at, corner) - vec3i(box.xyz)); // before the box: wraps to beyond it
  if (any(inBox >= size)) { return 0.0; }
  let byte = box.w + inBox.x + size.x * (inBox.y + size.y * inBox.z);
  return f32((structureFractions[byte / 4u] >> (8u * (byte % 4u))) & 255u) / 255.0;
}

// Share of a pixel that a line of this width covers when its middle is this far away.
fn coverage(distance: f32, width: f32) -> f32 {
  return clamp(0.5 * width + 0.5 - distance, 0.0, 1.0);
}

// The cell between eight voxel centres that holds a point.
struct Cell {
  inside: bool,
  low: vec3i,
  high: vec3i,
  fraction: vec3f,
  // Along each axis: between the first and the last centre, where values change; false in the outermost half voxel.
  between: vec3<bool>,
}

fn cellAt(voxel: vec3f, size: vec3u) -> Cell {
  let last = vec3f(size) - 1.0;
  let margin = 0.5 + FACE_TOLERANCE;
  let inside = all(voxel >= vec3f(-margin)) && all(voxel <= last + margin);
  let clamped = clamp(voxel, vec3f(0.0), last);
  let low = floor(clamped);
  let high = min(vec3i(low) + 1, vec3i(size) - 1);
  return Cell(inside, vec3i(low), high, clamped - low, clamped == voxel);
}

// Corner i of a cell: bit 0 of i says the higher one along x, bit 1 along y, bit 2 along z.
fn cornerOf(at: Cell, i: u32) -> vec3i {
  return select(at.low, at.high, (vec3u(i) & vec3u(1u, 2u, 4u)) != vec3u(0u));
}

// Values at the corners 0..3 and 4..7 of a cell.
struct Corners {
  low: vec4f,
  high: vec4f,
}

// Trilinear interpolant (w) and its gradient along the axes of the cell (xyz).
fn interpolate(corners: Corners, f: vec3f) -> vec4f {
  let rises = corners.high - corners.low;
  let face = corners.low + f.z * rises; // the corners moved along z: (0,0), (1,0), (0,1), (1,1)
  let along = mix(face.xy, face.zw, f.y);
  let alongZ = mix(rises.xy, rises.zw, f.y);
  return vec4f(along.y - along.x, mix(face.z - face.x, face.w - face.y, f.x), mix(alongZ.x, alongZ.y, f.x), mix(along.x, along.y, f.x));
}

// A gradient a voxel, as change a pixel to the right and a pixel down.
fn onScreen(gradient: vec3f, voxelFromPixel: mat4x4f) -> vec2f {
  return vec2f(dot(gradient, voxelFromPixel[0].xyz), dot(gradient, voxelFromPixel[1].xyz));
}
