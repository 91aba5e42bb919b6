import { voxelKernel } from "../../src/dosimetry/voxelKernel";
import { nuclide } from "../../src/physics/nuclides";
import { pointKernel } from "../../src/physics/pointKernel";

// Voxelises a kernel of 255³ voxels (one octant of 128³ is kept) and answers how long it took.

const kernel = pointKernel(nuclide("Lu-177"));

self.onmessage = () => {
  const start = performance.now();
  voxelKernel(kernel, {
    spacingMm: [4, 4, 4],
    densityGPerCm3: 1.04,
    half: [127, 127, 127],
  });
  self.postMessage(performance.now() - start);
};
