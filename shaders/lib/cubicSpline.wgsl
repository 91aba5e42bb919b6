// The cubic B-spline, |x| <= 2, and its derivative.

fn cubicSpline(x: f32) -> f32 {
  let a = abs(x);
  let near = (4.0 - 6.0 * a * a + 3.0 * a * a * a) / 6.0;
  let far = (2.0 - a) * (2.0 - a) * (2.0 - a) / 6.0;
  return select(select(0.0, far, a < 2.0), near, a < 1.0);
}

fn cubicSplineSlope(x: f32) -> f32 {
  let a = abs(x);
  let near = -2.0 * a + 1.5 * a * a;
  let far = -0.5 * (2.0 - a) * (2.0 - a);
  return sign(x) * select(select(0.0, far, a < 2.0), near, a < 1.0);
}
