/** A structure's name from a file as a reader would write it: "kidney_left" becomes "left kidney". */
export function readableName(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  const sided = /^(.+) (left|right)$/i.exec(words);
  return sided ? `${sided[2]} ${sided[1]}` : words;
}

/** The same at the beginning of a sentence. */
export const sentenceName = (name: string): string => {
  const readable = readableName(name);
  return readable.charAt(0).toUpperCase() + readable.slice(1);
};
