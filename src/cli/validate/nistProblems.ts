import { CHWIRUT1 } from "./chwirut1";

/**
 * Nonlinear least squares problems of exponential type with certified results: NIST Statistical Reference Datasets,
 * https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml (public domain).
 */
export interface NistProblem {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Value and derivatives of the model at `x`. */
  readonly model: (b: Float64Array, x: number) => { value: number; slopes: readonly number[] };
  readonly starts: readonly (readonly number[])[];
  readonly certified: readonly number[];
  readonly standardErrors: readonly number[] | undefined;
  readonly residualSumOfSquares: number;
}

const threeExponentials: NistProblem["model"] = (b, x) => {
  const terms = [0, 2, 4].map((i) => ({ a: b[i]!, e: Math.exp(-b[i + 1]! * x) }));
  return {
    value: terms.reduce((sum, { a, e }) => sum + a * e, 0),
    slopes: terms.flatMap(({ a, e }) => [e, -a * x * e]),
  };
};
const chwirut: NistProblem["model"] = (b, x) => {
  const below = b[1]! + b[2]! * x;
  const value = Math.exp(-b[0]! * x) / below;
  return { value, slopes: [-x * value, -value / below, (-x * value) / below] };
};
const CHWIRUT_STARTS = [
  [0.1, 0.01, 0.02],
  [0.15, 0.008, 0.01],
];
const saturation: NistProblem["model"] = (b, x) => {
  const e = Math.exp(-b[1]! * x);
  return { value: b[0]! * (1 - e), slopes: [1 - e, b[0]! * x * e] };
};

const lanczosX = Array.from({ length: 24 }, (_, i) => 0.05 * i);
const lanczosStarts = [
  [1.2, 0.3, 5.6, 5.5, 6.5, 7.6],
  [0.5, 0.7, 3.6, 4.2, 4, 6.3],
];
// biome-ignore format: a table
const LANCZOS1 = [2.5134, 2.044333373291, 1.668404436564, 1.366418021208, 1.123232487372, 0.9268897180037, 0.7679338563728,
  0.6388775523106, 0.5337835317402, 0.4479363617347, 0.377584788435, 0.3197393199326, 0.2720130773746, 0.2324965529032,
  0.1996589546065, 0.1722704126914, 0.1493405660168, 0.1300700206922, 0.1138119324644, 0.1000415587559, 0.0883320908454,
  0.0783354401935, 0.06976693743449, 0.06239312536719];
const rounded = (digits: number) => LANCZOS1.map((y) => Number(y.toFixed(digits)));

export const NIST_PROBLEMS: readonly NistProblem[] = [
  {
    name: "Misra1a",
    x: [
      77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760,
    ],
    y: [
      10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47,
      81.78,
    ],
    model: saturation,
    starts: [
      [500, 0.0001],
      [250, 0.0005],
    ],
    certified: [2.3894212918e2, 5.5015643181e-4],
    standardErrors: [2.7070075241, 7.2668688436e-6],
    residualSumOfSquares: 1.2455138894e-1,
  },
  {
    name: "BoxBOD",
    x: [1, 2, 3, 5, 7, 10],
    y: [109, 149, 149, 191, 213, 224],
    model: saturation,
    starts: [
      [1, 1],
      [100, 0.75],
    ],
    certified: [2.1380940889e2, 5.4723748542e-1],
    standardErrors: [1.2354515176e1, 1.0455993237e-1],
    residualSumOfSquares: 1.1680088766e3,
  },
  {
    name: "Chwirut1",
    ...CHWIRUT1,
    model: chwirut,
    starts: CHWIRUT_STARTS,
    certified: [1.902781837e-1, 6.1314004477e-3, 1.0530908399e-2],
    standardErrors: [2.1938557035e-2, 3.4500025051e-4, 7.9281847748e-4],
    residualSumOfSquares: 2.3844771393e3,
  },
  {
    name: "Chwirut2",
    // biome-ignore format: a table
    x: [0.5, 1, 1.75, 3.75, 5.75, 0.875, 2.25, 3.25, 5.25, 0.75, 1.75, 2.75, 4.75, 0.625, 1.25, 2.25, 4.25, 0.5, 3, 0.75, 3, 1.5,
      6, 3, 6, 1.5, 3, 0.5, 2, 4, 0.75, 2, 5, 0.75, 2.25, 3.75, 5.75, 3, 0.75, 2.5, 4, 0.75, 2.5, 4, 0.75, 2.5, 4, 0.5, 6, 3,
      0.5, 2.75, 0.5, 1.75],
    // biome-ignore format: a table
    y: [92.9, 57.1, 31.05, 11.5875, 8.025, 63.6, 21.4, 14.25, 8.475, 63.8, 26.8, 16.4625, 7.125, 67.3, 41, 21.15, 8.175, 81.5,
      13.12, 59.9, 14.62, 32.9, 5.44, 12.56, 5.44, 32, 13.95, 75.8, 20, 10.42, 59.5, 21.67, 8.55, 62, 20.2, 7.76, 3.75, 11.81,
      54.7, 23.7, 11.55, 61.3, 17.7, 8.74, 59.2, 16.3, 8.62, 81, 4.87, 14.62, 81.7, 17.17, 81.3, 28.9],
    model: chwirut,
    starts: CHWIRUT_STARTS,
    certified: [1.6657666537e-1, 5.1653291286e-3, 1.2150007096e-2],
    standardErrors: [3.830328681e-2, 6.6621605126e-4, 1.5304234767e-3],
    residualSumOfSquares: 5.1304802941e2,
  },
  {
    name: "MGH17",
    x: Array.from({ length: 33 }, (_, i) => 10 * i),
    // biome-ignore format: a table
    y: [0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603, 0.58,
      0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.42, 0.414, 0.411, 0.406],
    model: (b, x) => {
      const [first, second] = [Math.exp(-b[3]! * x), Math.exp(-b[4]! * x)];
      return {
        value: b[0]! + b[1]! * first + b[2]! * second,
        slopes: [1, first, second, -b[1]! * x * first, -b[2]! * x * second],
      };
    },
    starts: [
      [50, 150, -100, 1, 2],
      [0.5, 1.5, -1, 0.01, 0.02],
    ],
    certified: [3.7541005211e-1, 1.9358469127, -1.4646871366, 1.286753464e-2, 2.2122699662e-2],
    standardErrors: [
      2.0723153551e-3, 2.2031669222e-1, 2.2175707739e-1, 4.4861358114e-4, 8.9471996575e-4,
    ],
    residualSumOfSquares: 5.4648946975e-5,
  },
  {
    name: "Lanczos1",
    x: lanczosX,
    y: LANCZOS1,
    model: threeExponentials,
    starts: lanczosStarts,
    certified: [
      9.5100000027e-2, 1.0000000001, 8.6070000013e-1, 3.0000000002, 1.5575999998, 5.0000000001,
    ],
    standardErrors: undefined,
    residualSumOfSquares: 1.4307867721e-25,
  },
  {
    name: "Lanczos2",
    x: lanczosX,
    y: LANCZOS1.map((y) => Number(y.toPrecision(6))),
    model: threeExponentials,
    starts: lanczosStarts,
    certified: [
      9.6251029939e-2, 1.0057332849, 8.6424689056e-1, 3.0078283915, 1.5529016879, 5.00287981,
    ],
    standardErrors: [
      6.6770575477e-4, 3.3989646176e-3, 1.7185846685e-3, 4.1707005856e-3, 2.3744381417e-3,
      1.3958787284e-3,
    ],
    residualSumOfSquares: 2.2299428125e-11,
  },
  {
    name: "Lanczos3",
    x: lanczosX,
    y: rounded(4),
    model: threeExponentials,
    starts: lanczosStarts,
    certified: [
      8.6816414977e-2, 9.5498101505e-1, 8.4400777463e-1, 2.9515951832, 1.5825685901, 4.9863565084,
    ],
    standardErrors: [
      1.7197908859e-2, 9.7041624475e-2, 4.1488663282e-2, 1.0766312506e-1, 5.8371576281e-2,
      3.4436403035e-2,
    ],
    residualSumOfSquares: 1.6117193594e-8,
  },
];
