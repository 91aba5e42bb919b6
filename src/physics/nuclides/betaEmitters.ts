import type { DecayFacts } from "../nuclideFacts";
import { DDEP_DECAY, ENSDF_BETAS } from "./sources";

/** Nuclides of therapy that emit electrons by beta minus decay. */
export const BETA_EMITTERS: Readonly<Record<string, DecayFacts>> = {
  "I-131": {
    halfLife: "8.0233 d",
    betaMinus: "606.3/89.4 333.8/7.2 303.9/0.643 247.9/2.13 ~783.1/0.45",
    gamma: "284.3/6.14 364.5/81.2 637/7.12 722.9/1.79 ~349.2/2.15",
    xRay: "29.7/3.99 33.8/0.888",
    conversion: "45.6/3.55 75.6/0.57 249.6/0.253 329.9/1.57 360.2/0.313 607.1/0.035 ~306.6/0.124",
    auger: "5.8/5.77",
    meanKeV: { beta: 181.9, conversion: 9.567, auger: 0.4129, photon: 382.8 },
    sources: DDEP_DECAY,
  },
  "Y-90": {
    halfLife: "2.6684 d",
    betaMinus: "2279/99.98(1U) ~518/0.017",
    conversion: "1744.6/0.0115",
    meanKeV: { beta: 932.9, conversion: 0.2006 },
    sources: DDEP_DECAY,
  },
  "Lu-177": {
    halfLife: "6.647 d",
    betaMinus: "498.3/79.3 385.4/9.1 177/11.64 ~248.6/0.012",
    gamma: "112.9/6.2 208.4/10.4 249.7/0.201 321.3/0.216 ~93.9/0.2",
    xRay: "7.9/1.46 9.1/1.49 55.5/4.49 63.7/1.16",
    conversion: "47.5/5.17 102.7/7.09 111.3/2.25 142.8/0.604 ~184.5/0.224",
    auger: "8/9.2",
    meanKeV: { beta: 133.3, conversion: 13.52, auger: 1.132, photon: 35.1 },
    sources: DDEP_DECAY,
  },
  "Sm-153": {
    halfLife: "1.92855 d",
    betaMinus: "807.6/19.5 710.2/0.62 704.7/49.2 634.7/30.4 ~258.5/0.27",
    gamma: `
      69.7/4.69 75.4/0.169 83.4/0.193 89.5/0.158 97.4/0.767 103.2/29.2 172.9/0.0736
      531.4/0.0544 533.2/0.0294 ~547.6/0.127`,
    xRay: "5.8/5.53 41.4/50.1 47.3/12.2",
    conversion: "21.1/22.1 54.6/43.4 61.8/3.58 68.5/1.04 95.2/6.54 102/1.82 ~64.6/1.39",
    auger: "7.2/61.2",
    meanKeV: { beta: 223.6, conversion: 40.29, auger: 6.023, photon: 64.26 },
    sources: DDEP_DECAY,
  },
  "Sr-89": {
    halfLife: "50.57 d",
    betaMinus: "1495/99.99(1U) ~586.1/0.0096",
    gamma: "909/0.00956",
    meanKeV: { beta: 584.5, photon: 0.0869 },
    sources: DDEP_DECAY,
  },
  "P-32": {
    halfLife: "14.284 d",
    betaMinus: "1711/100",
    meanKeV: { beta: 694.8 },
    sources: DDEP_DECAY,
  },
  "Re-186": {
    halfLife: "3.7186 d",
    betaMinus: "1070/70.9 932.3/21.5 ~301.9/0.063",
    gamma: "122.3/0.603 137.2/9.42 767.5/0.0327 ~629.8/0.0294",
    xRay: "8.7/2.22 10.2/2.28 60.4/7.82 69.4/2.05",
    conversion: "63.1/4.08 111.6/0.551 125.2/6.25 135.3/2 ~66/0.288",
    auger: "9.1/11.8",
    meanKeV: { beta: 320.7, conversion: 13.91, auger: 1.659, photon: 20.8 },
    sources: DDEP_DECAY,
  },
  "Re-188": {
    halfLife: "17.005 h",
    betaMinus: "2120/71.1 1965/25.6 1487/1.65 1034/0.63 ~468.8/1",
    gamma: `
      155/15.2 453.3/0.073 478/1.02 486.1/0.079 633/1.28 635/0.148 672.5/0.112 829.5/0.41
      931.3/0.55 1132.3/0.083 1308/0.065 1610.4/0.098 1786/0.0195 1802/0.036 ~1292/0.21`,
    xRay: "8.9/1.37 10.4/1.51 62.6/3.86 72/1.02",
    conversion: "81/5.06 143.2/5.84 153.1/1.92 ~598.7/0.0553",
    auger: "9.1/7.08",
    meanKeV: { beta: 762.6, conversion: 15.73, auger: 0.9993, photon: 61.25 },
    sources: DDEP_DECAY,
  },
  "Ho-166": {
    halfLife: "26.795 h",
    betaMinus: "1854/48.2 1774/50.5(1U) 394.5/0.955 ~194.1/0.35",
    gamma: `
      80.6/6.55 1263.2/0.0155 1379.4/0.933 1581.9/0.186 1662.4/0.118 1749.8/0.0272
      1830.4/0.0081 ~758/0.0472`,
    xRay: "6.9/3.59 7.9/3.66 48.9/8.29 56.1/2.09",
    conversion: "23/11 71.7/26.9 79.2/8.3",
    auger: "6.7/28.7",
    meanKeV: { beta: 665, conversion: 28.4, auger: 2.95, photon: 30.07 },
    sources: DDEP_DECAY,
  },
  "Cu-67": {
    halfLife: "61.83 h",
    betaMinus: "561.7/20 468.4/22 377.1/57 168.2/1.1",
    gamma: "91.3/7 93.3/16.1 184.6/48.7 300.2/0.797 ~353.4/0.313",
    xRay: "8.6/5.54 9.5/0.688",
    conversion: "83.6/12.6 92.2/1.81 175.9/0.871",
    auger: "7.7/7.14",
    meanKeV: { beta: 135.9, conversion: 13.74, auger: 0.751, photon: 115.4 },
    sources: ENSDF_BETAS,
  },
  "Tb-161": {
    halfLife: "6.906 d",
    betaMinus: "593/5 567.3/5 518.4/65 461.2/25.7",
    gamma: `
      25.7/23.2 48.9/17 57.2/1.79 74.6/10.2 87.9/0.183 103.1/0.101 292.4/0.0581 550.2/0.0362
      ~259.7/0.17`,
    xRay: "6.5/8.41 7.3/11 45.8/18.3 52.5/4.57",
    conversion: `
      3.3/18.3 16.8/26.1 17.9/15.9 20.6/6.14 24/9.58 25.7/2.53 40/44 47.8/16.2 66.3/1.08
      ~63.9/1.83`,
    auger: "6.2/91.8",
    meanKeV: { beta: 154.3, conversion: 39.29, auger: 8.94, photon: 36.52 },
    sources: ENSDF_BETAS,
  },
};
