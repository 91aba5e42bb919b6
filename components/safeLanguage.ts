/**
 * Some browsers under a POSIX locale name a language that is none ("en-US@posix"), and the chart library formats by it while it loads: the whole page
 * would fail. Imported before that library, this puts the plain language in its place.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  const plain = /^[a-z]{2,3}(-[A-Z]{2})?/.exec(navigator.language)?.[0] ?? "en";
  Object.defineProperty(navigator, "language", { value: plain, configurable: true });
}

export {};
