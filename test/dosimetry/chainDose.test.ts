import { expect, test } from "vitest";
import { thoriumByGroups } from "../../src/cli/validate/chainRows";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

test("1 MBq of Th-227 for 1920 h in 10 cm3 of bone: 110 Gy by itself and 563 Gy with Ra-223 growing in (published), within 5 %; the energy closes", () =>
  withGpu(async (gpu) => {
    for (const { passed, what, ours } of await thoriumByGroups(gpu, quietWork()))
      expect(passed, `${what}: ${ours}`).toBe(true);
  }));
