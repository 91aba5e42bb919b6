import type { Browser } from "puppeteer";

export function launch(webgpu: boolean): Promise<Browser>;
