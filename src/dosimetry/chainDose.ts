import type { Gpu } from "../gpu/gpu";
import { type ChainGroup, leadsPerDecay } from "../physics/chainGroups";
import { audited } from "../physics/kernelAudit";
import type { Nuclide } from "../physics/nuclide";
import { longRangeKernel, shortRangeKernel } from "../physics/pointKernel";
import type { Volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { type DoseInput, type DoseResult, doseFromKernels } from "./doseEngine";
import { type EnergyBalance, energyBalance } from "./energyBalance";

/** Doses of the same decays by every group of a chain. */
export interface ChainDoses {
  /** One row a group, one volume for each volume of decays: the dose of the group where its lead decays once for each of these. */
  readonly doses: readonly (readonly Volume<"doseGy">[])[];
  /** Of all volumes and groups together, every lead decaying in place as often as the chain forms it. */
  readonly balance: EnergyBalance;
}

/** What one nuclide of a chain gives. */
export interface MemberDoses {
  readonly nuclide: Nuclide;
  /** Index of its group. */
  readonly group: number;
  /** Per decay of the group's lead, one volume for each volume of decays. */
  readonly doses: readonly Volume<"doseGy">[];
}

/** Each nuclide of the chain by itself; `onMember` sees what it gives before it is added to its group. */
export async function doseOfChain(
  gpu: Gpu,
  { groups, ...input }: DoseInput & { readonly groups: readonly ChainGroup[] },
  onMember: (member: MemberDoses) => void,
  work: Work,
): Promise<ChainDoses> {
  const leads = leadsPerDecay(groups);
  const count = groups.reduce((sum, { members }) => sum + members.length, 0);
  const doses: (readonly Volume<"doseGy">[])[] = [];
  const parts: { readonly weight: number; readonly balance: EnergyBalance }[] = [];
  for (const [group, { members }] of groups.entries()) {
    let sum: readonly Volume<"doseGy">[] | undefined;
    for (const { nuclide, decaysPerDecay } of members) {
      const part = partOf(work, parts.length / count, (parts.length + 1) / count);
      const kernels = kernelsOf(nuclide);
      const own = await doseFromKernels(gpu, { ...input, ...kernels }, part);
      for (const { values } of own.doses) scale(values, decaysPerDecay);
      onMember({ nuclide, group, doses: own.doses });
      if (sum) add(sum, own.doses);
      else sum = own.doses;
      parts.push({ weight: leads[group]! * decaysPerDecay, balance: own.balance });
    }
    doses.push(sum!);
  }
  return { doses, balance: sumOfBalances(parts) };
}

/** Doses of one group's members together, its lead decaying as the volumes say. */
export async function doseOfGroup(
  gpu: Gpu,
  input: DoseInput,
  group: ChainGroup,
  work: Work,
): Promise<DoseResult> {
  const alone = { ...group, formedBy: [] };
  const { doses, balance } = await doseOfChain(gpu, { ...input, groups: [alone] }, () => {}, work);
  return { doses: doses[0]!, balance };
}

/** Of one nuclide alone, audited. */
export function kernelsOf(nuclide: Nuclide) {
  const kernels = [shortRangeKernel(nuclide), longRangeKernel(nuclide)] as const;
  const [short, long] = audited(kernels, nuclide, [{ nuclide, decaysPerDecay: 1 }]);
  return { short, long };
}

/** The balance of weighted parts. */
export function sumOfBalances(
  parts: readonly { readonly weight: number; readonly balance: EnergyBalance }[],
): EnergyBalance {
  const sum = (key: keyof EnergyBalance) =>
    parts.reduce((total, { weight, balance }) => total + weight * balance[key], 0);
  return energyBalance({
    emittedJ: sum("emittedJ"),
    absorbedJ: sum("absorbedJ"),
    leftGridJ: sum("leftGridJ"),
    inAirJ: sum("inAirJ"),
  });
}

function scale(values: Float32Array, factor: number): void {
  if (factor !== 1) for (let v = 0; v < values.length; v++) values[v]! *= factor;
}

function add(sum: readonly Volume<"doseGy">[], more: readonly Volume<"doseGy">[]): void {
  for (const [s, { values }] of sum.entries()) {
    const own = more[s]!.values;
    for (let v = 0; v < values.length; v++) values[v]! += own[v]!;
  }
}
