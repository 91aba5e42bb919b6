/** What TextDecoder calls the defined terms of SpecificCharacterSet (PS3.3 C.12.1.1.2). */
const ENCODINGS: Readonly<Record<string, string>> = {
  "ISO_IR 6": "windows-1252",
  "ISO_IR 100": "windows-1252",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 148": "windows-1254",
  "ISO_IR 203": "iso-8859-15",
  "ISO_IR 166": "windows-874",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 192": "utf-8",
  "IR 87": "iso-2022-jp",
  "IR 149": "euc-kr",
  "IR 58": "gb18030",
  GB18030: "gb18030",
  GBK: "gbk",
};

/**
 * Text of an element under the values of SpecificCharacterSet. With code extensions (several values) the
 * widest set decides; an unknown set is read as Latin-1, which keeps every ASCII character right.
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  const names = characterSets.map((term) => term.replace(/^ISO 2022 /, "ISO_").trim());
  const terms = names.flatMap((term) => [term, term.replace("ISO_IR ", "IR ")]);
  const encodings = terms.map((term) => ENCODINGS[term]).filter((name) => name !== undefined);
  return new TextDecoder(encodings.at(-1) ?? "windows-1252").decode(bytes);
}
