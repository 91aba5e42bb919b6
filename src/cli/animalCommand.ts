import { InputError } from "../inputError";
import { timeFactor } from "../kinetics/animal";
import { humanTiacs, readBiodistribution } from "../kinetics/biodistribution";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { type Command, EXIT, readArgs, required } from "./command";
import { table } from "./table";

export const animalCommand: Command = {
  name: "animal",
  summary: "a biodistribution in animals → time-integrated activity coefficients in a human",
  help: `gyre animal <table.csv> --nuclide Lu-177 --animal-g 25 --human-g 73000 [--json]

The table has the columns organ, time_h, percent_per_g (% of the injected activity per gram, decay taken out), animal_organ_g and
human_organ_g. Each organ is scaled to the human by mass (its part of the body), by time (fourth root of the body mass), by both, and by
neither; the decay of the nuclide is put on at human times, and the curve fitted and integrated: TIAC in h.
Source: Sparks and Aydogan, 6th Int Radiopharmaceutical Dosimetry Symp (1999) 705.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs("animal", args, {
      nuclide: { type: "string" },
      "animal-g": { type: "string" },
      "human-g": { type: "string" },
      json: { type: "boolean" },
    });
    const path = required("animal", "table (the biodistribution)", positionals[0]);
    const { name, halfLifeS } = nuclide(required("animal", "nuclide", values.nuclide));
    const body = {
      animalBodyG: grams("animal-g", required("animal", "animal-g", values["animal-g"])),
      humanBodyG: grams("human-g", required("animal", "human-g", values["human-g"])),
    };
    const text = new TextDecoder().decode(await io.readFile(path));
    const organs = readBiodistribution(text, path).map((organ) => ({
      organ: organ.organ,
      tiacs: humanTiacs(organ, body, halfLifeS / HOUR_S),
    }));
    const factor = timeFactor({ ...body, animalOrganG: 1, humanOrganG: 1 });
    if (values.json) {
      io.stdout(
        `${JSON.stringify({
          schema: "gyre.animal/1",
          nuclide: name,
          ...body,
          timeFactor: factor,
          organs: organs.map(({ organ, tiacs }) => ({
            organ,
            tiacs: tiacs.map(({ scaling, tiacH, fit }) => ({
              scaling,
              tiacH,
              model: fit.model,
              flags: fit.flags,
            })),
          })),
        })}\n`,
      );
      return EXIT.ok;
    }
    io.stdout(
      `${table(
        ["organ", ...organs[0]!.tiacs.map(({ scaling }) => `${scaling}, h`)],
        organs.map(({ organ, tiacs }) => [
          organ,
          ...tiacs.map(({ tiacH }) => tiacH.toPrecision(3)),
        ]),
      )}\nTime factor ${factor.toFixed(2)}.\n`,
    );
    return EXIT.ok;
  },
};

function grams(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0))
    throw new InputError(`animal --${option}: expected more than 0 g, received "${text}"`);
  return value;
}
