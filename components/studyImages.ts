import { html } from "lit";
import type { FoundStudy } from "../src/app/foundStudy";
import type { ImageAnswer } from "../src/app/studyAnswers";
import { threeFigures } from "./format";
import { choice, numberInput } from "./studyInputs";

/** Volumes that no header describes, with what is to be said of each; `set` takes all answers anew. */
export function studyImages(
  images: FoundStudy["report"]["images"],
  answers: readonly ImageAnswer[],
  set: (answers: ImageAnswer[]) => void,
) {
  return html`
      <h2>Volumes without a header that says what they show</h2>
      <p class="quiet">
        NIfTI does not say whether a volume is a CT in Hounsfield units or an activity, in which unit, and from when.
      </p>
      <table>
        <tr>
          <th>File</th>
          <th>Values</th>
          <th>Shows</th>
          <th>Hours after administration</th>
          <th>Decay corrected to</th>
        </tr>
        ${images.map((image, i) => {
          const answer = answers[i]!;
          const change = (part: Partial<ImageAnswer>) =>
            set(answers.map((a, n) => (n === i ? { ...a, ...part } : a)));
          const active = answer.shows !== "nothing" && answer.shows !== "CT";
          return html`<tr>
            <td>${image.file}</td>
            <td>${threeFigures(image.minimum).replace("-", "−")} to ${threeFigures(image.maximum)}</td>
            <td>
              ${choice("What it shows", answer.shows, ["nothing", "CT", "Bq/mL", "kBq/mL", "MBq/mL", "relative"] as const, (shows) => change({ shows }))}
            </td>
            <td>
              ${active ? numberInput("Hours after administration", answer.hours, (hours) => change({ hours })) : null}
            </td>
            <td>
              ${answer.shows === "relative" ? html`<span class="quiet">all that was given is in it</span>` : active ? choice("Decay corrected to", answer.decayCorrectedTo, ["scan", "administration"] as const, (decayCorrectedTo) => change({ decayCorrectedTo })) : null}
            </td>
          </tr>`;
        })}
      </table>
    `;
}
