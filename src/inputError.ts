/**
 * What the user gave cannot be used. The message is a sentence for that user: which file, which field,
 * what was expected and what came. Programming errors are plain `Error`s.
 */
export class InputError extends Error {
  override readonly name = "InputError";
}
