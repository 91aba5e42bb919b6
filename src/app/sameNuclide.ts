import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";

/**
 * Doses of a cycle of one nuclide say nothing about the next of another.
 *
 * @throws InputError where a cycle is of another nuclide than the plan.
 */
export function refuseOtherNuclide(given: string, planned: string): void {
  const { name } = nuclide(given);
  if (name !== planned)
    throw new InputError(
      `administration.nuclide: expected ${planned} as in the plan, received ${name}`,
    );
}
