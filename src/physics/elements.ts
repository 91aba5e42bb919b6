/** Symbol and name by atomic number, hydrogen to thorium. */
const ELEMENTS = `
  H hydrogen He helium Li lithium Be beryllium B boron C carbon N nitrogen O oxygen F fluorine Ne
  neon Na sodium Mg magnesium Al aluminium Si silicon P phosphorus S sulfur Cl chlorine Ar argon K
  potassium Ca calcium Sc scandium Ti titanium V vanadium Cr chromium Mn manganese Fe iron Co
  cobalt Ni nickel Cu copper Zn zinc Ga gallium Ge germanium As arsenic Se selenium Br bromine Kr
  krypton Rb rubidium Sr strontium Y yttrium Zr zirconium Nb niobium Mo molybdenum Tc technetium
  Ru ruthenium Rh rhodium Pd palladium Ag silver Cd cadmium In indium Sn tin Sb antimony Te
  tellurium I iodine Xe xenon Cs cesium Ba barium La lanthanum Ce cerium Pr praseodymium Nd
  neodymium Pm promethium Sm samarium Eu europium Gd gadolinium Tb terbium Dy dysprosium Ho
  holmium Er erbium Tm thulium Yb ytterbium Lu lutetium Hf hafnium Ta tantalum W tungsten Re
  rhenium Os osmium Ir iridium Pt platinum Au gold Hg mercury Tl thallium Pb lead Bi bismuth Po
  polonium At astatine Rn radon Fr francium Ra radium Ac actinium Th thorium`
  .trim()
  .split(/\s+/);

/** The symbol ("Lu") of an element given by symbol or English name in any case; undefined for other words. */
export function elementSymbol(word: string): string | undefined {
  const lower = word.toLowerCase();
  const at = ELEMENTS.findIndex((known) => known.toLowerCase() === (SPELLINGS[lower] ?? lower));
  return at < 0 ? undefined : ELEMENTS[at - (at % 2)];
}

/** The atomic number of an element's symbol; 0 for another word. */
export function atomicNumber(symbol: string): number {
  const at = ELEMENTS.indexOf(symbol);
  return at % 2 === 0 ? at / 2 + 1 : 0;
}

/** The symbol of an atomic number from 1 (H) to 90 (Th). */
export function symbolOf(z: number): string {
  const symbol = ELEMENTS[2 * (z - 1)];
  if (!symbol) throw new Error(`element ${z}: expected 1 to ${ELEMENTS.length / 2}`);
  return symbol;
}

/** British spellings beside those of the table. */
const SPELLINGS: Readonly<Record<string, string>> = { caesium: "cesium", sulphur: "sulfur" };
