/** One decimal with a minus sign that reads as one; what rounds to zero has none. */
export const oneDecimal = (value: number): string =>
  (Number(value.toFixed(1)) || 0).toFixed(1).replace("-", "−");
