/** The file of histograms in Gy at an activity over all cycles: never that of a plan, which are per GBq. */
export const dvhFileName = (activityGBq: number): string =>
  `dvh_${Number(activityGBq.toPrecision(4))}_GBq.csv`;
