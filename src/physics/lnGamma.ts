/**
 * ln |Γ(re + i·im)| for re > 0, relative error of Γ below 1e-13 where it is used here (re 0.5-10, |im| < 50).
 *
 * Lanczos' approximation with g = 7 and nine terms; C. Lanczos, SIAM J Numer Anal B 1 (1964) 86,
 * coefficients of P. Godfrey (2001).
 */
export function lnAbsGamma(re: number, im = 0): number {
  const x = re - 1;
  let seriesRe = LANCZOS[0]!;
  let seriesIm = 0;
  for (let k = 1; k < LANCZOS.length; k++) {
    const scale = LANCZOS[k]! / ((x + k) ** 2 + im ** 2);
    seriesRe += scale * (x + k);
    seriesIm -= scale * im;
  }
  const t = x + G + 0.5;
  const lnT = Math.log(Math.hypot(t, im));
  const lnSeries = Math.log(Math.hypot(seriesRe, seriesIm));
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * lnT - im * Math.atan2(im, t) - t + lnSeries;
}

const G = 7;
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];
