// Dose of short-range particles where density varies: the voxel kernel of the mean density along the straight line from source to target,
//
//   dose(v) += sum over o of decays(v - o) * S(o; mean density from v - o to v)
//
// In a medium of one composition energy depends on the mass path alone, so that this is exact in layers up to the size of voxels. Kernels are tabulated at
// logarithmic densities, one octant each. The line is sampled at least twice a voxel along
// its longest axis, at multiples of a power of two: then no sample lies on a border of voxels, f32 is exact, and the rule is the same seen from either end.
// f64 twin: doseAlongMassPaths of test/support/massPath.ts.
// Bytes: 8 a voxel beyond the cache. Operations: about 20 an offset from which decays come, and 8 a sample of its line.

struct Params {
  size: vec3u,
  octantSize: vec3u,
  // The box of voxels of this launch.
  first: vec3u,
  end: vec3u,
  tables: u32,
  firstLogDensity: f32,
  logDensityStep: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> kernels: array<f32>;
@group(0) @binding(2) var<storage, read> decays: array<f32>;
@group(0) @binding(3) var<storage, read> densityGPerCm3: array<f32>;
@group(0) @binding(4) var<storage, read_write> dose: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let voxel = id + params.first;
  if (isOutside(voxel, params.end)) { return; }
  let here = vec3i(voxel);
  let half = vec3i(params.octantSize) - 1;
  let low = max(-half, here - vec3i(params.size) + 1);
  let high = min(half, here);
  var sum = 0.0;
  for (var c = low.z; c <= high.z; c++) {
    for (var b = low.y; b <= high.y; b++) {
      for (var a = low.x; a <= high.x; a++) {
        let offset = vec3i(a, b, c);
        let count = decays[voxelIndex(vec3u(here - offset), params.size)];
        if (count > 0.0) { sum += count * kernelAt(vec3u(abs(offset)), meanDensity(here, offset)); }
      }
    }
  }
  dose[voxelIndex(voxel, params.size)] += sum;
}

fn meanDensity(here: vec3i, offset: vec3i) -> f32 {
  let reach = abs(offset);
  let longest = max(1, max(reach.x, max(reach.y, reach.z)));
  let samples = 2 << u32(firstLeadingBit(2 * longest - 1));
  var sum = 0.0;
  for (var m = 0; m < samples; m++) {
    let point = vec3f(here) - vec3f(offset) * ((f32(m) + 0.5) / f32(samples));
    sum += densityGPerCm3[voxelIndex(vec3u(floor(point + 0.5)), params.size)];
  }
  return sum / f32(samples);
}

fn kernelAt(offset: vec3u, density: f32) -> f32 {
  let position = (log(max(density, 1e-6)) - params.firstLogDensity) / params.logDensityStep;
  let inTable = clamp(position, 0.0, f32(params.tables - 1u));
  let below = min(u32(inTable), params.tables - 2u);
  let octant = params.octantSize.x * params.octantSize.y * params.octantSize.z;
  let at = below * octant + voxelIndex(offset, params.octantSize);
  return mix(kernels[at], kernels[at + octant], inTable - f32(below));
}
