import { InputError } from "../inputError";
import { protocol } from "../planning/protocols";
import { administrationFrom, netOf } from "./administrationForm";
import type { FoundStudy } from "./foundStudy";
import { sentenceOf } from "./job";
import type { ImageAnswer, RegionAnswer, StudyAnswers } from "./studyAnswers";

/** What must still be said before the files are a case: one sentence each. */
export function missingAnswers({ report }: FoundStudy, answers: StudyAnswers): string[] {
  const scans = allScans(answers);
  return [
    ...unset(scans.length > 0, "There is no emission scan: say which volume shows activity."),
    ...unset(answers.patient, "Which label shall stand for the patient?"),
    ...unset(
      answers.regions.every(({ name }) => name !== ""),
      "A structure has no name.",
    ),
    ...unset(answers.nuclide, "Which nuclide was given?"),
    ...unset(answers.carrier.trim(), "Which molecule or particle carried it?"),
    ...unset(answers.administration.activityMBq.trim(), "How much activity was given?"),
    ...faultOfAdministration(answers),
    ...unset(answers.protocol, "Which protocol shall the plan follow?"),
    ...unset(
      scans.some(({ id }) => id === answers.reference),
      "Which scan is the reference?",
    ),
    ...faultsOfScans(report, answers),
    ...answers.regions
      .filter((region) => isElsewhere(region, answers))
      .map(
        ({ name, onScan }) =>
          `"${name}" was drawn on ${labelOf(report, onScan!)}, which is not the reference: leave it out, or change the reference.`,
      ),
    ...unaccepted(report, answers),
  ].filter((sentence, i, all) => all.indexOf(sentence) === i);
}

const unset = (value: unknown, sentence: string) => (value ? [] : [sentence]);

/** What is not said yet of scans and images. */
export const faultsOfScans = (report: FoundStudy["report"], answers: StudyAnswers): string[] => [
  ...answers.scans.flatMap(({ id, nuclide, hours }) => [
    ...unset(nuclide, `Which nuclide does ${labelOf(report, id)} show?`),
    ...unset(hours, `How long after the administration was ${labelOf(report, id)}?`),
  ]),
  ...imagesOfActivity(answers).flatMap(({ file, hours }) =>
    unset(hours, `How long after the administration was ${file}?`),
  ),
];

/** One sentence while a problem of the files is not accepted. */
export const unaccepted = ({ problems }: FoundStudy["report"], { accepted }: StudyAnswers) =>
  problems.every((problem) => accepted.has(problem)) ? [] : ["A problem is not accepted yet."];

/** The case (gyre.case/1) that the user confirmed. Throws InputError while something is missing. */
export function confirmedCase(found: FoundStudy, answers: StudyAnswers) {
  const [missing] = missingAnswers(found, answers);
  if (missing) throw new InputError(missing);
  const { patient, reference, registration } = answers;
  return {
    schema: "gyre.case/1",
    patient,
    administration: administrationFrom(answers.administration, givenOf(answers)),
    scans: confirmedScans(found, answers),
    reference,
    structures: structureFiles(answers.regions).map((regions) => structuresOf(regions, reference!)),
    protocol: { name: answers.protocol },
    kinetics: {
      ...found.draft.kinetics,
      ...(protocol(answers.protocol!).kinetics === "permanent" ? { model: "permanent" } : {}),
    },
    dose: found.draft.dose,
    registration,
  };
}

/** The scans as the user confirmed them, in order of time. */
export const confirmedScans = (found: FoundStudy, answers: StudyAnswers) =>
  [...dicomScans(found, answers), ...niftiScans(answers)].sort(
    (a, b) => a.hoursAfterAdministration! - b.hoursAfterAdministration!,
  );

/** Nuclide and carrier, for the account of what was administered. */
export const givenOf = ({ nuclide, carrier }: StudyAnswers) => ({
  nuclide: nuclide!,
  carrier: carrier.trim(),
  activityMBq: 0,
});

/** What cannot be read of the administration, or contradicts itself. */
export function faultOfAdministration(answers: StudyAnswers): string[] {
  const { administration, nuclide } = answers;
  if (administration.activityMBq.trim() === "" || !nuclide) return [];
  try {
    const given = administrationFrom(administration, givenOf(answers));
    netOf(given);
    return given.activityMBq > 0 ? [] : ["How much activity was given? More than 0 MBq."];
  } catch (error) {
    return [sentenceOf(error)];
  }
}

/** Between scans the patient has moved: what was drawn on one does not lie on another, unless their positions are taken as they are. */
const isElsewhere = (
  { role, onScan }: RegionAnswer,
  { reference, registration }: StudyAnswers,
): boolean =>
  role !== "leave out" &&
  registration !== "headers" &&
  onScan !== undefined &&
  onScan !== reference;

/** Every scan of the case to be, for the choice of the reference. */
export const allScans = (answers: StudyAnswers): { readonly id: string }[] => [
  ...answers.scans,
  ...imagesOfActivity(answers).map((_, i) => ({ id: imageId(i) })),
];

function dicomScans({ report, draft }: FoundStudy, answers: StudyAnswers) {
  return draft.scans.map((scan) => {
    const answer = answers.scans.find(({ id }) => id === scan.id)!;
    const found = report.scans.find(({ id }) => id === scan.id)!;
    return {
      ...scan,
      label: labelAt(answer.hours, found) || found.units,
      nuclide: answer.nuclide,
      hoursAfterAdministration: answer.hours,
      image: {
        ...scan.image,
        decayCorrection: answer.decayCorrection,
        ...(answer.relative ? { relative: true } : { bqPerMlPerUnit: answer.bqPerMlPerUnit }),
      },
    };
  });
}

/** A label names the hours of the files, where they say any: other hours that the user gave stand in their place. */
const labelAt = (
  hours: number | undefined,
  { label, hoursAfterAdministration }: FoundStudy["report"]["scans"][number],
): string =>
  hours === undefined || hoursAfterAdministration === null || hours === hoursAfterAdministration
    ? label
    : label.replace(/^[\d.]+ h/, `${hours.toFixed(hours < 10 ? 1 : 0)} h`);

/** Volumes that the user called activity; CTs go with them in the order of their files. */
function niftiScans(answers: StudyAnswers) {
  const cts = answers.images.filter(({ shows }) => shows === "CT");
  return imagesOfActivity(answers).map(({ file, shows, hours, decayCorrectedTo }, i) => {
    const ct = cts.length === 1 ? (imageId(i) === answers.reference ? cts[0] : undefined) : cts[i];
    return {
      id: imageId(i),
      label: `${hours} h`,
      modality: "SPECT",
      nuclide: answers.nuclide,
      image: {
        nifti: file,
        unit: shows,
        ...(shows === "relative" ? {} : { decayCorrectedTo }),
      },
      hoursAfterAdministration: hours,
      anatomy: ct && { nifti: ct.file },
    };
  });
}

const imagesOfActivity = ({ images }: StudyAnswers): readonly ImageAnswer[] =>
  images.filter(({ shows }) => shows !== "nothing" && shows !== "CT");

const imageId = (i: number) => `image_${i + 1}`;

const structureFiles = (regions: readonly RegionAnswer[]): RegionAnswer[][] => {
  const kept = regions.filter(({ role }) => role !== "leave out");
  return [...new Set(kept.map(({ file }) => file))].map((file) =>
    kept.filter((region) => region.file === file),
  );
};

function structuresOf(regions: readonly RegionAnswer[], reference: string) {
  const { file, kind, onScan = reference } = regions[0]!;
  const names = Object.fromEntries(
    regions.map(({ key, id, name, role }) => [key, { id, name, role }]),
  );
  return kind === "RTSTRUCT"
    ? { rtstruct: file, onScan, rois: names }
    : { labels: file, onScan, names };
}

const labelOf = ({ scans }: FoundStudy["report"], id: string) =>
  `the scan "${scans.find((scan) => scan.id === id)?.label || id}"`;
