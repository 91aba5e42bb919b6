/** How a case may ask for scans to be brought to the reference, from least to most free. */
export const REGISTRATIONS = [
  "none",
  "headers",
  "translation",
  "rigid",
  "affine",
  "deformable",
] as const;

type Registration = (typeof REGISTRATIONS)[number];

/** "none" and "headers" are one: positions are taken from the headers. */
export const methodNamed = (name: Registration): Exclude<Registration, "none"> =>
  name === "none" ? "headers" : name;
