import type { CaseScan } from "./caseSchema";

/** What is wrong with the time of a scan; undefined: nothing. */
export function timeFault(
  { image, hoursAfterAdministration, acquired }: CaseScan,
  administeredAt: string | undefined,
): string | undefined {
  if (hoursAfterAdministration !== undefined && acquired !== undefined)
    return "both hoursAfterAdministration and acquired; expected one";
  if (hoursAfterAdministration === undefined && acquired === undefined && "nifti" in image)
    return "no time; expected hoursAfterAdministration or acquired";
  if (acquired !== undefined && administeredAt === undefined)
    return "acquired needs administration.at; expected that, or hoursAfterAdministration";
  return undefined;
}

/** The first id that stands twice. */
export const repeated = (ids: readonly string[]) => ids.find((id, i) => ids.indexOf(id) !== i);
