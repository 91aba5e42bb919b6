import type { DecayFacts } from "../nuclideFacts";
import { DDEP_DECAY, DDEP_POSITRONS, ENSDF_BETAS, ICRP_LEVELS, ICRP_ONLY } from "./sources";

/** Positron emitters, electron capture and isomeric transitions: for images, some for therapy by soft electrons. */
export const IMAGING_NUCLIDES: Readonly<Record<string, DecayFacts>> = {
  "I-124": {
    halfLife: "4.176 d",
    betaPlus: "2138/10.7(1U) 1535/11.7 812.1/0.293",
    gamma: `
      602.7/62.9 645.8/0.988 722.8/10.4 1045/0.441 1325.5/1.56 1376/1.75 1509.5/3.13 1691/10.9
      2038.3/0.352 2078.9/0.359 2091/0.591 2232.2/0.591 2283.2/0.686 2746.9/0.478 ~1547.6/3.43`,
    xRay: "27.4/47.7 31.1/10.3",
    annihilation: "511/45.72",
    conversion: `
      574.9/0.311 618.2/0.00414 694.7/0.0336 1314.9/0.00205 1661.8/0.00299 ~1359.1/0.00456`,
    auger: "5.5/72",
    meanKeV: { beta: 187.3, conversion: 2.186, auger: 4.833, photon: 1113 },
    sources: ENSDF_BETAS,
  },
  "Tb-152": {
    halfLife: "17.5 h",
    betaPlus:
      "2965/6.98(1U) 2621/5.99 2350/0.998(1U) 2034/2.29 1856/0.738 1842/0.519 1650/0.509 ~1494/1.70",
    gamma: `
      271.1/8.58 344.3/65 411.1/4.09 586.3/9.43 703.3/1.69 764.9/2.93 778.9/5.79 930.7/1.82
      970.4/0.929 974.1/3.12 1089.9/1 1109.2/2.67 1137.6/0.839 1261.4/1.08 1299.1/2.15
      1314.7/1.43 1325.8/0.91 1348.1/0.949 1411.5/0.722 1517.8/0.709 1586.2/0.968 1667.4/0.754
      1757.4/0.722 1789.1/0.572 1861.9/0.494 1902.4/1.9 1941.1/0.722 2365.3/0.436 2375.3/0.89
      2405/1.49 2588.3/0.416 2719.8/0.39 ~117/0.0591 ~202.8/0.616 ~359.9/3.04 ~779.9/8.08
      ~1496.1/11.7 ~2572.6/7.86`,
    xRay: "6/6.21 6.8/5.37 7.8/0.807 42.8/54.2 49/13.3",
    annihilation: "511/39.16",
    conversion: `
      220.8/0.56 264.9/0.228 294/2.03 337.7/0.736 379/0.542 535.7/0.2 565.8/1.14 609.3/0.2
      ~66.7/0.0457 ~143.6/0.109 ~476.2/0.208 ~1085.9/0.11 ~2493/0.00381`,
    auger: "5.1/59.9 37.3/4.7",
    meanKeV: { beta: 220.2, conversion: 23.55, auger: 6.573, photon: 1493 },
    sources: ICRP_LEVELS,
  },
  "Cu-64": {
    halfLife: "12.7004 h",
    betaMinus: "579.4/38.48",
    betaPlus: "652.6/17.52",
    gamma: "1345.8/0.475",
    xRay: "7.4/13.8 8.2/1.69",
    annihilation: "511/34.82",
    auger: "6.7/23.1",
    meanKeV: { beta: 122.7, auger: 2.05, photon: 185.5 },
    sources: DDEP_POSITRONS,
  },
  "Ga-68": {
    halfLife: "67.83 min",
    betaPlus: "1899/87.68 821.7/1.2",
    gamma: "805.8/0.0928 1077.3/3.23 1261.1/0.0954 1883.2/0.142 ~1240.2/0.0331",
    xRay: "8.6/4.07 9.5/0.505",
    annihilation: "511/177.8",
    auger: "7.7/5.24",
    meanKeV: { beta: 737.4, auger: 0.5499, photon: 948.7 },
    sources: DDEP_POSITRONS,
  },
  "F-18": {
    halfLife: "1.8289 h",
    betaPlus: "633.9/96.86",
    annihilation: "511/193.5",
    meanKeV: { beta: 241.6, photon: 988.6 },
    sources: DDEP_POSITRONS,
  },
  "Zr-89": {
    halfLife: "78.42 h",
    betaPlus: "902/22.8",
    gamma: "909/99 ~1705.2/1.05",
    xRay: "14.9/41.1 16.7/7.09",
    annihilation: "511/45.48",
    conversion: "894.1/0.853",
    auger: "13.2/19.9",
    meanKeV: { beta: 89.94, conversion: 7.633, auger: 4.373, photon: 1158 },
    notFollowed: { "Y-89m": "15.7 s; its 909 keV gamma and electrons are among those of Zr-89" },
    sources: DDEP_POSITRONS,
  },
  "I-123": {
    halfLife: "13.2234 h",
    gamma: "159/83.2 440/0.423 505.3/0.266 529/1.28 538.5/0.379 ~560/0.492",
    xRay: "27.4/71.5 31.1/15.5",
    conversion: "127.2/13.7 154.9/2.22 ~438.3/0.0332",
    auger: "5.6/108",
    meanKeV: { conversion: 20.95, auger: 7.234, photon: 173 },
    sources: DDEP_DECAY,
  },
  "I-125": {
    halfLife: "59.388 d",
    gamma: "35.5/6.63",
    xRay: "27.4/116 31.1/25.1",
    conversion: "3.7/80.8 30.6/10.9 34.8/2.73",
    auger: "5.5/179",
    meanKeV: { conversion: 7.28, auger: 11.96, photon: 42.84 },
    sources: DDEP_DECAY,
  },
  "In-111": {
    halfLife: "2.8049 d",
    gamma: "171.3/90.6 245.3/94.1",
    xRay: "23.1/69 26.2/14.1",
    conversion: "144.6/8.51 168/1.33 218.7/5.04 242.1/0.983",
    auger: "5/117",
    meanKeV: { conversion: 27.94, auger: 6.883, photon: 406.1 },
    sources: DDEP_DECAY,
  },
  "Tb-155": {
    halfLife: "5.32 d",
    gamma: `
      86.5/32 105.3/25.1 148.6/2.65 160.5/0.781 161.3/2.76 163.3/4.44 180.1/7.45 220.7/0.508
      262.3/5.29 268.6/0.71 340.7/1.18 367.4/0.778 367.4/1.48 ~10.5/0.0151 ~25.7/0.481
      ~51.9/2.97 ~101.8/0.404 ~202.1/2.31 ~339.4/1.57 ~566.9/0.293`,
    xRay: "6/12.3 6.8/11 7.8/1.67 42.8/88 49/21.6",
    conversion: `
      9.7/8.32 10.7/8.63 11.5/8.93 17.3/4.19 19.1/2.19 36.3/12.1 51.3/1.91 54.9/5.73 78.5/1.8
      85.4/0.515 96.3/0.665 98.8/1.96 110.6/1.65 113/1.93 129.9/2.52 142/0.293 154.7/0.661
      169.8/0.575 211.8/0.651 ~2.2/3.48 ~4.2/0.995 ~15.2/5.96 ~47.3/1.05 ~191.1/0.298
      ~290.9/0.272`,
    auger: "5.1/121 37.3/7.62",
    meanKeV: { conversion: 30.82, auger: 12.59, photon: 177.7 },
    sources: ICRP_ONLY,
  },
  "Pb-203": {
    halfLife: "51.929 h",
    gamma: "279.2/80.9 401.3/3.43 680.5/0.754",
    xRay: "10.3/16.9 12.2/15.1 72.4/69.2 83.3/18.7",
    conversion: "193.4/13.6 267.5/4.78 315.5/0.519 ~418.1/0.121",
    auger: "11.7/63.6",
    meanKeV: { conversion: 41.25, auger: 11.72, photon: 314.3 },
    sources: DDEP_DECAY,
  },
  "Sn-117m": {
    halfLife: "13.76 d",
    gamma: "156/2.11 158.6/86.4",
    xRay: "25.2/55.7 28.6/11.7",
    conversion: "127.2/78.2 152.7/36.6",
    auger: "4.9/106",
    meanKeV: { conversion: 155.3, auger: 6.278, photon: 158.1 },
    sources: ICRP_ONLY,
  },
  "Tc-99m": {
    halfLife: "6.0067 h",
    gamma: "140.5/88.5",
    xRay: "18.3/6.2 20.6/1.18",
    conversion: "1.7/86.2 119.6/9.47 138.3/1.54 ~2.5/11.5",
    auger: "15.8/2.15",
    meanKeV: { conversion: 15.24, auger: 0.9397, photon: 126.6 },
    notFollowed: { "Tc-99": "211,000 y" },
    sources: DDEP_DECAY,
  },
};
