import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeInventory } from "../../records/inventory";
import { loadContours } from "../../records/loadStructures";
import type { EmissionScan, Structure } from "../../volume/study";
import { quietWork } from "../../work";
import { folderFiles } from "../folderFiles";
import type { Reference } from "./context";

/** Folder of the two SPECT of a 177Lu-DOTATATE patient, 4 h and 28 h after administration, with the lesions drawn on each. */
export const LUTETIUM_PATIENT = "spect-lu177-patient";

/** A SPECT and the lesions as drawn on that very scan. */
export interface DrawnScan {
  readonly scan: EmissionScan;
  readonly lesions: readonly Structure[];
}

/** Both scans in order of time. They have no CT and no common frame of reference. */
export async function lutetiumPatient(reference: Reference): Promise<readonly DrawnScan[]> {
  const folder = mkdtempSync(join(tmpdir(), "gyre-"));
  try {
    for (const name of ["SCAN_001", "SCAN_002"])
      execFileSync("tar", [
        "xJf",
        reference.path(LUTETIUM_PATIENT, `${name}.tar.xz`),
        "-C",
        folder,
      ]);
    const files = await folderFiles([folder]);
    const inventory = await takeInventory(files, quietWork());
    const read = (path: string) => files.find((file) => file.path === path)!.read();
    const drawn: DrawnScan[] = [];
    for (const found of inventory.scans) {
      const scan: EmissionScan = {
        id: found.id,
        label: found.label,
        modality: found.modality,
        nuclide: found.nuclide!,
        activity: await found.readActivity(quietWork()),
        hoursAfterAdministration: found.hoursAfterAdministration!,
        frameOfReferenceUid: found.frameOfReferenceUid,
        anatomy: undefined,
      };
      const set = inventory.structureSets.find(({ onId }) => onId === found.id)!;
      const rois = Object.fromEntries(
        set.regions.map(({ name }, n) => [
          name,
          { id: `lesion_${n + 1}`, name: `lesion ${n + 1}`, role: "tumour" as const },
        ]),
      );
      const { structures } = await loadContours(set.file, rois, scan, read);
      drawn.push({ scan, lesions: structures });
    }
    return drawn;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
