/** Whether two names mean the same carrier: DOTA-TATE and DOTATATE, Pluvicto and PSMA-617, PSMA and PSMA-617. What is not named is none. */
export function sameCarrier(a: string, b: string): boolean {
  const [p, q] = [meantBy(a), meantBy(b)];
  return p !== "" && q !== "" && (p.includes(q) || q.includes(p));
}

function meantBy(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (plain === "notstated") return "";
  return SYNONYMS.find(([other]) => other.test(plain))?.[1] ?? plain;
}

const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/mibg|iobenguan|azedra/, "iobenguane"],
  [/iodide|iodid|^nai$/, "nai"],
  [/tate|lutathera|oxodotreotid/, "dotatate"],
  [/vipivotid|pluvicto/, "psma617"],
  [/radium|xofigo/, "racl2"],
];
