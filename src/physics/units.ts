/** The only conversion factors in the program. */
export const MEV_TO_J = 1.602176634e-13; // CODATA 2018, exact
export const KEV_TO_J = 1.602176634e-16; // CODATA 2018, exact
export const KEV_TO_MEV = 1e-3;
export const MEV_TO_KEV = 1e3;
export const MM_PER_CM = 10;
export const MM3_TO_M3 = 1e-9;
export const MM3_TO_ML = 1e-3;
export const ML_TO_M3 = 1e-6;
export const G_PER_CM3_TO_KG_PER_M3 = 1000;
export const KG_TO_G = 1000;
export const GRAY_TO_MGY = 1000;
export const MBQ_TO_BQ = 1e6;
export const GBQ_TO_BQ = 1e9;
export const MINUTE_S = 60;
export const HOUR_S = 3600;
export const DAY_S = 86400;
export const JULIAN_YEAR_S = 365.25 * DAY_S;
