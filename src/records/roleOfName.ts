import type { Role } from "../volume/study";

/** The role that the name of a drawn region suggests, in English and the common abbreviations; to be confirmed by the user. */
export function roleOfName(name: string): Role {
  const suggestion = SUGGESTIONS.find(({ words }) => words.test(name));
  return suggestion?.role ?? "other";
}

/** The first that fits holds: a "liver lesion" is a lesion, and a "whole body" no organ. */
const SUGGESTIONS: readonly { readonly role: Role; readonly words: RegExp }[] = [
  { role: "tumour", words: /\b[gcp]tv|tumou?r|lesion|metasta|\bmets?\b/i },
  { role: "territory", words: /territor|(?<!non.?|un)perfused/i },
  { role: "marrow", words: /marrow|\b[LT]\d{1,2}\b|vertebra/i },
  { role: "body", words: /\b(whole.?)?body\b|external|skin/i },
  {
    role: "organ",
    words:
      /kidney|renal|liver|spleen|lung|heart|parotid|submandib|saliva|lacrimal|bladder|pancreas|stomach|bowel|colon|intestine|thyroid|adrenal|pituitary|brain|gonad|test[ei]s|ovar|prostate|uterus/i,
  },
];
