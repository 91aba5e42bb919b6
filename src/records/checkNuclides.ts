import { InputError } from "../inputError";
import { decayChain } from "../physics/decayChain";
import { nuclide, nuclideNames } from "../physics/nuclides";
import type { Administration, EmissionScan } from "../volume/study";

/**
 * Refuses a scan of a nuclide that cannot be in the patient: neither what was given, nor what it decays to, nor an impurity of it. Where the camera saw a
 * daughter, its activity is taken for the parent's, which is said.
 *
 * @throws InputError naming the scan.
 */
export function checkNuclides(
  scans: readonly Pick<EmissionScan, "id" | "nuclide">[],
  { nuclide: given, impurities = [] }: Pick<Administration, "nuclide" | "impurities">,
): string[] {
  // An impurity without facts is named as missing where its dose is.
  const known = impurities
    .map(({ nuclide: name }) => name)
    .filter((name) => nuclideNames.includes(name));
  const possible = [given, ...known].flatMap((name) =>
    decayChain(nuclide(name)).map((member) => member.nuclide.name),
  );
  const others = scans.filter((scan) => scan.nuclide !== given);
  const stranger = others.find((scan) => !possible.includes(scan.nuclide));
  if (stranger)
    throw new InputError(
      `scan ${stranger.id}: expected a scan of ${given}, which was given, or of what it decays to; received ${stranger.nuclide}. Of a tracer that stands in for the therapy, name the tracer as what was given: the protocol's nuclide is planned with its kinetics`,
    );
  if (others.length === 0) return [];
  return [
    `${others.map(({ id }) => id).join(", ")}: the camera saw ${others[0]!.nuclide}, and ${given} was given; its activity is taken for that of ${given}.`,
  ];
}
