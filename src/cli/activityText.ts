/** An activity in GBq as tables print it: 36.88; below 1 three significant figures, since alpha emitters are given in MBq. */
export const gbqText = (gbq: number): string =>
  Math.abs(gbq) >= 1 || gbq === 0 ? gbq.toFixed(2) : gbq.toPrecision(3);
