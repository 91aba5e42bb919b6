/** Size of an element's content in CSS pixels, and of the picture that fills it without scaling in device pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
  readonly deviceWidth: number;
  readonly deviceHeight: number;
}

export const NO_SIZE: PixelSize = { width: 0, height: 0, deviceWidth: 0, deviceHeight: 0 };

/** Tells the size of `element` now and whenever it changes, until the returned function is called. */
export function observePixelSize(element: Element, tell: (size: PixelSize) => void): () => void {
  const observer = new ResizeObserver(([entry]) => tell(sizeOf(entry!)));
  // Safari knows no device pixels: there the size is rounded, which may blur by a part of a pixel.
  const box =
    "devicePixelContentBoxSize" in ResizeObserverEntry.prototype
      ? "device-pixel-content-box"
      : "content-box";
  observer.observe(element, { box });
  return () => observer.disconnect();
}

function sizeOf({
  contentRect: { width, height },
  devicePixelContentBoxSize,
}: ResizeObserverEntry): PixelSize {
  const [exact] = devicePixelContentBoxSize ?? [];
  return {
    width,
    height,
    deviceWidth: exact?.inlineSize ?? Math.round(width * devicePixelRatio),
    deviceHeight: exact?.blockSize ?? Math.round(height * devicePixelRatio),
  };
}
