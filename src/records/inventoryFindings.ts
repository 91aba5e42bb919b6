import type { OpenQuestion } from "../formats/dicom/emissionFacts";
import { InputError } from "../inputError";

/** Something only the user can say; `image`: what a file without units and names shows. */
export type InventoryQuestion =
  | OpenQuestion
  | { readonly about: "image"; readonly question: string };

/** Where what is found wanting is collected while the inventory is taken. */
export interface Findings {
  readonly problems: string[];
  readonly questions: InventoryQuestion[];
}

/** What `read` gives, or nothing and the reason among the problems. */
export async function attempt<T>(
  { problems }: Findings,
  read: () => readonly T[] | Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(error.message);
    return [];
  }
}
