import { version } from "../../../package.json";
import type { DoseMethod } from "../../dosimetry/doseEngine";
import { sentenceName } from "../readableName";
import type { ReportInput, ReportSection } from "./section";

/** How the dose was calculated. */
export function dosimetrySection({ result }: ReportInput): ReportSection {
  const { prescription, balance, structureDoses } = result;
  const marrow = structureDoses.filter(({ role }) => role === "marrow").map(({ name }) => name);
  return {
    title: "Dosimetry",
    items: [
      { name: "Method", value: METHOD[prescription.doseMethod] },
      { name: "Medium of the kernels", value: `${prescription.kernelDensityGPerCm3} g/cm³` },
      { name: "Energy not accounted for", value: `${balance.differencePercent.toFixed(2)} %` },
      { name: "Software", value: `Gyre ${version}, ${result.adapter}` },
      {
        name: "Marrow method",
        value:
          marrow.length > 0 ? `from the image: ${marrow.map(sentenceName).join(", ")}` : undefined,
      },
      { name: "Blood samples", value: undefined },
    ],
  };
}

const METHOD: Readonly<Record<DoseMethod, string>> = {
  local: "local deposition, voxel by voxel",
  kernel: "voxel kernel in a uniform medium",
  densityScaledKernel: "voxel kernel, scaled to each voxel's mass",
  massPathKernel: "voxel kernel along mass paths",
};
