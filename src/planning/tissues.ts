import type { OrganMatcher } from "./limit";

// How structures are called in the label maps and contours of clinics, in English, German and Latin.

export const KIDNEY = organMatcher(
  "kidney",
  "kidney|(^|[^a-z])ren(al|es|s)?([^a-z]|$)|(?<!neben)niere",
);
/** The liver without its tumours, where it was drawn; else the liver as it is. */
export const NORMAL_LIVER = organMatcher(
  "non-tumoural liver",
  "(non|un).{0,4}tumou?r|normal.{0,3}liver|healthy.{0,3}liver|^ntl$|liver.{0,3}(minus|without)",
  "liver|hepar|leber",
);
export const LIVER = organMatcher("liver", "liver|hepar|leber");
export const LUNG = organMatcher("lung", "lung|pulmo|lunge");
export const SALIVARY = organMatcher(
  "salivary glands",
  "salivar|parotid|submandib|speichel|parotis",
);
export const LACRIMAL = organMatcher("lacrimal glands", "lacrimal|lachrymal|tränen|traenen");
export const THYROID = organMatcher("thyroid", "(?<!para)thyroid|schilddrüse|schilddruese");
export const SPINE = organMatcher("spinal cord", "spinal|myelon");
export const ANY_ORGAN: OrganMatcher = { tissue: "organ", roles: ["organ"] };
export const MARROW: OrganMatcher = { tissue: "red marrow", roles: ["marrow"] };
export const TUMOUR: OrganMatcher = { tissue: "tumour", roles: ["tumour"] };
export const LESION: OrganMatcher = { tissue: "lesion", roles: ["tumour"] };
export const REMNANT: OrganMatcher = {
  tissue: "thyroid remnant",
  roles: ["tumour", "organ"],
  names: ["remnant|thyroid.{0,3}bed|rest"],
};
export const NODE: OrganMatcher = {
  tissue: "lymph node metastasis",
  roles: ["tumour"],
  names: ["node|nodal|lymph"],
};
export const GLAND: OrganMatcher = {
  tissue: "thyroid",
  roles: ["organ", "tumour"],
  names: ["(?<!para)thyroid|adenoma|nodule|goit"],
};
export const BLOOD: OrganMatcher = { tissue: "blood" };
export const WHOLE_BODY: OrganMatcher = { tissue: "whole body" };

/** A matcher of organs by name, the first pattern that any structure meets. */
export function organMatcher(tissue: string, ...names: readonly string[]): OrganMatcher {
  return { tissue, roles: ["organ"], names };
}
