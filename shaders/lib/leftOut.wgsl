// Values of the fixed image from here on mark voxels that do not take part.
const LEFT_OUT = 1e30;
