/** Sentences about single regions ("Liver: …") that say the same, put together: "Liver, Spleen: …". The order is that in which each is said first. */
export function sharedNotes(sentences: readonly string[]): string[] {
  const said = new Map<string, string[]>();
  for (const sentence of sentences) {
    const [, name, rest] = /^([^:.]+): (.+)$/s.exec(sentence) ?? [];
    const key = rest ?? sentence;
    const names = said.get(key) ?? [];
    if (name !== undefined && !names.includes(name)) names.push(name);
    said.set(key, names);
  }
  return [...said].map(([rest, names]) =>
    names.length === 0 ? rest : `${names.join(", ")}: ${rest}`,
  );
}
