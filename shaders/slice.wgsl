// One picture of a patient: CT in grey, emission over it, dose as colour wash and isodose lines, outlines of structures.
//
// Every volume is resliced where it lies: a matrix takes the pixel to the voxel coordinates of that volume, so grids need not agree.
// CT and emission are textures that the device interpolates; dose and structures are interpolated here, in f32, from the voxels
// themselves. Rule at the faces as in src/volume/interpolation.ts.
//
// A line at level L covers a pixel by its distance to it, to first order:
//
//   distance [pixels] = |value - L| / |gradient of the value on the screen|
//
// with the exact gradient of the trilinear interpolant. Dose = dose per GBq * activity, so a new activity is a new uniform, nothing else.
// In place of a dose a difference of two doses can be drawn: orange where it is above 0; blue under dark stripes below, so that the sign does not
// hang on colour. Opacity = 0.85 * sqrt(|difference| / full).
// Or a map of any number, voxel by voxel as it is, in colours from its least to its largest, or in the colour of its class; voxels without a number
// stay as they are. Opacity = 0.8.
//
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
  // Activity concentration at the bright end of the colours, as a share of the largest of the volume.
  emissionMax: f32,
  fusionOpacity: f32,
  activityGBq: f32,
  washOpacity: f32,
  washFromGy: f32,
  levelCount: u32,
  linesShown: u32,
  doseNearest: u32,
  structureWords: u32,
  // Gy with the full colour of a difference; 0: the dose is a dose.
  differenceFullGy: f32,
  // Colours of a map; 0: the dose is no map.
  mapColours: u32,
  mapClasses: u32,
  // 1: low numbers are clear, as faint activity is.
  mapVeiled: u32,
  mapFrom: f32,
  mapTo: f32,
  // Device pixels to one CSS pixel: lines keep their width on any screen.
  pixelRatio: f32,
  ground: vec3f,
  doseSize: vec3u,
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
  map: array<vec4f, 8>,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<uniform> palette: Palette;
@group(0) @binding(2) var interpolated: sampler;
@group(0) @binding(3) var anatomyHu: texture_3d<f32>;
// As a share of the largest value of the volume.
@group(0) @binding(4) var emission: texture_3d<f32>;
@group(0) @binding(5) var<storage, read> doseGyPerGBq: array<f32>;
// Bit s % 32 of channel s / 32: the outline of structure s crosses the cell between this voxel and the next ones.
@group(0) @binding(6) var crossings: texture_3d<u32>;
// Fractions of the voxels in the box of every structure, a byte each.
@group(0) @binding(7) var<storage, read> structureFractions: array<u32>;

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
  let dose = doseAt(pixel);
  let isMap = params.mapColours > 0u;
  let isDosed = isShown(4u) && dose.inside && params.levelCount > 0u && !isMap;
  let isDifference = params.differenceFullGy > 0.0;
  if (isShown(4u) && dose.inside && isMap) { colour = paintMap(pixel, colour); }
  if (isShown(4u) && dose.inside && isDifference && !isMap) { colour = paintDifference(dose.gy, position.xy, colour); }
  if (isDosed && !isDifference) { colour = paintWash(dose, colour); }
  if (isShown(8u)) { colour = paintOutlines(pixel, colour); }
  if (isDosed && !isDifference && params.linesShown == 1u) { colour = paintIsodoses(dose, colour); }
  return vec4f(colour, 1.0);
}

fn isShown(volume: u32) -> bool { return (params.shown & volume) != 0u; }

fn paintAnatomy(pixel: vec4f, under: vec3f) -> vec3f {
  let size = textureDimensions(anatomyHu);
  let at = cellAt((params.anatomyFromPixel * pixel).xyz, size);
  if (!at.inside) { return under; }
  let hu = textureSampleLevel(anatomyHu, interpolated, textureAt(at, size), 0.0).r;
  return vec3f(clamp((hu - params.blackHu) / (params.whiteHu - params.blackHu), 0.0, 1.0));
}

// Faint activity is transparent, so that the CT stays readable under the background of the scan.
fn paintEmission(pixel: vec4f, under: vec3f) -> vec3f {
  let size = textureDimensions(emission);
  let at = cellAt((params.emissionFromPixel * pixel).xyz, size);
  if (!at.inside || params.fusionOpacity == 0.0) { return under; }
  let share = clamp(textureSampleLevel(emission, interpolated, textureAt(at, size), 0.0).r / params.emissionMax, 0.0, 1.0);
  let stop = min(u32(share * 8.0), 7u);
  let over = mix(palette.emission[stop].rgb, palette.emission[stop + 1u].rgb, share * 8.0 - f32(stop));
  let veil = select(smoothstep(0.0, 0.12, share), 1.0, params.fusionOpacity >= 1.0);
  return mix(under, over, params.fusionOpacity * veil);
}

fn paintWash(dose: Dose, under: vec3f) -> vec3f {
  if (params.washOpacity == 0.0) { return under; }
  let edge = clamp(0.5 + (dose.gy - params.washFromGy) / max(length(dose.onScreen), 1e-20), 0.0, 1.0);
  return mix(under, washColour(dose.gy), params.washOpacity * edge);
}

const MORE = vec3f(1.0, 0.478, 0.102);
const LESS = vec3f(0.251, 0.549, 1.0);
const STRIPES = 6.0;       // CSS pixels from stripe to stripe
const LEAST_STRIPED = 0.01; // of the full difference

fn paintDifference(gy: f32, at: vec2f, under: vec3f) -> vec3f {
  let share = clamp(gy / params.differenceFullGy, -1.0, 1.0);
  let opacity = 0.85 * sqrt(abs(share));
  if (share >= 0.0) { return mix(under, MORE, opacity); }
  let stripe = fract((at.x + at.y) / (STRIPES * params.pixelRatio)) < 0.34 && share < -LEAST_STRIPED;
  return mix(under, select(LESS, 0.25 * LESS, stripe), opacity);
}

const NO_NUMBER = -1e38; // and below

fn paintMap(pixel: vec4f, under: vec3f) -> vec3f {
  let at = cellAt((params.doseFromPixel * pixel).xyz, params.doseSize);
  let isHigh = at.fraction >= vec3f(0.5);
  let value = doseIn(at, select(0u, 1u, isHigh.x) + select(0u, 2u, isHigh.y) + select(0u, 4u, isHigh.z));
  if (value <= NO_NUMBER) { return under; }
  let last = params.mapColours - 1u;
  if (params.mapClasses == 1u) { return mix(under, palette.map[min(u32(max(value, 0.0) + 0.5), last)].rgb, MAP_OPACITY); }
  let place = clamp((value - params.mapFrom) / max(params.mapTo - params.mapFrom, 1e-30), 0.0, 1.0) * f32(last);
  let low = min(u32(place), max(last, 1u) - 1u);
  let over = mix(palette.map[low].rgb, palette.map[min(low + 1u, last)].rgb, place - f32(low));
  let veil = select(1.0, smoothstep(0.0, 0.12, place / f32(max(last, 1u))), params.mapVeiled == 1u);
  return mix(under, over, MAP_OPACITY * veil);
}

const MAP_OPACITY = 0.8;

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

fn paintIsodoses(dose: Dose, under: vec3f) -> vec3f {
  let slope = max(length(dose.onScreen), 1e-20);
  var colour = under;
  for (var i = 0u; i < params.levelCount; i++) {
    let level = palette.levels[i];
    let width = palette.widths[i].x * params.pixelRatio;
    let distance = select(abs(dose.gy - level.w) / slope, faceDistance(dose, level.w), params.doseNearest == 1u);
    let cased = width + 2.0 * CASING * params.pixelRatio;
    colour = mix(colour, vec3f(0.0), 0.45 * coverage(distance, cased));
    colour = mix(colour, level.rgb, coverage(distance, width));
  }
  return colour;
}

// Flat cells have no gradient: the line runs along the faces between a cell below the level and one at or above it.
fn faceDistance(dose: Dose, level: f32) -> f32 {
  let isCrossed = (dose.neighboursGy >= vec3f(level)) != vec3<bool>(dose.gy >= level);
  let distance = select(vec3f(1e6), dose.toFaces, isCrossed);
  return min(distance.x, min(distance.y, distance.z));
}

struct Dose {
  inside: bool,
  gy: f32,
  // Change a pixel to the right and a pixel down.
  onScreen: vec2f,
  // Of flat cells: dose of the nearest neighbour along each axis of the grid, and the distance to the face between, in pixels.
  neighboursGy: vec3f,
  toFaces: vec3f,
}

fn doseAt(pixel: vec4f) -> Dose {
  let at = cellAt((params.doseFromPixel * pixel).xyz, params.doseSize);
  let corners = Corners(
    vec4f(doseIn(at, 0u), doseIn(at, 1u), doseIn(at, 2u), doseIn(at, 3u)),
    vec4f(doseIn(at, 4u), doseIn(at, 5u), doseIn(at, 6u), doseIn(at, 7u)));
  if (params.doseNearest == 1u) { return flatDose(at, corners); }
  let perGBq = interpolate(corners, at.fraction) * params.activityGBq;
  let gradient = select(vec3f(0.0), perGBq.xyz, at.between);
  return Dose(at.inside, perGBq.w, onScreen(gradient, params.doseFromPixel), vec3f(0.0), vec3f(0.0));
}

// The nearest corner of the cell holds the point; its neighbours along the axes are corners too.
fn flatDose(at: Cell, corners: Corners) -> Dose {
  let isHigh = at.fraction >= vec3f(0.5);
  let corner = select(0u, 1u, isHigh.x) + select(0u, 2u, isHigh.y) + select(0u, 4u, isHigh.z);
  let neighbours = vec3f(cornerValue(corners, corner ^ 1u), cornerValue(corners, corner ^ 2u), cornerValue(corners, corner ^ 4u));
  let m = params.doseFromPixel;
  let voxelsAPixel = sqrt(m[0].xyz * m[0].xyz + m[1].xyz * m[1].xyz);
  let toFaces = abs(at.fraction - 0.5) / max(voxelsAPixel, vec3f(1e-6));
  let gy = cornerValue(corners, corner) * params.activityGBq;
  return Dose(at.inside, gy, vec2f(0.0), neighbours * params.activityGBq, toFaces);
}

fn cornerValue(corners: Corners, corner: u32) -> f32 {
  return select(corners.low[corner & 3u], corners.high[corner & 3u], corner >= 4u);
}

fn doseIn(at: Cell, corner: u32) -> f32 {
  let voxel = vec3u(cornerOf(at, corner));
  return doseGyPerGBq[voxel.x + params.doseSize.x * (voxel.y + params.doseSize.y * voxel.z)];
}

fn paintOutlines(pixel: vec4f, under: vec3f) -> vec3f {
  let at = cellAt((params.structuresFromPixel * pixel).xyz, textureDimensions(crossings));
  if (!at.inside) { return under; }
  let here = textureLoad(crossings, at.low, 0);
  var colour = under;
  for (var word = 0u; word < params.structureWords; word++) {
    var crossing = here[word];
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

// Where a point lies in a texture, in the units of a sampler.
fn textureAt(at: Cell, size: vec3u) -> vec3f {
  return (vec3f(at.low) + at.fraction + 0.5) / vec3f(size);
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
