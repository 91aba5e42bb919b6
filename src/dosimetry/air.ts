/** Below this a voxel is air and its dose is not stated: between air (1.2) and inflated lung (200-300). */
export const MIN_DENSITY_KG_PER_M3 = 100;
