import type { Page } from "puppeteer";

/** The axial view as an image (base64), once it rests: on a slow device drafts come before the full picture. */
export async function axialPicture(page: Page): Promise<string> {
  const view = (await page.waitForSelector(">>> slice-view[plane='axial']"))!;
  const shot = () => view.screenshot({ encoding: "base64" });
  let last = await shot();
  for (let attempt = 0; attempt < 40; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const next = await shot();
    if (next === last) return next;
    last = next;
  }
  throw new Error("The axial view does not come to rest");
}
