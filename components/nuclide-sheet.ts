import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { NuclideSheet } from "../src/app/nuclideSheet";
import { readableDuration } from "../src/app/readableDuration";
import { MEV_TO_KEV } from "../src/physics/units";
import { threeFigures } from "./format";
import type { PlotAxis, PlotLine } from "./line-plot";
import { nuclideSheetStyles } from "./nuclideSheetStyles";
import { baseStyles } from "./theme";
import "./decay-scheme";
import "./line-plot";
import "./surface-plot";

/** All that is known of one nuclide, in the order a reader asks: what it is, where it goes, what it emits, how far that reaches. */
@customElement("nuclide-sheet")
export class NuclideSheetView extends LitElement {
  static override styles = [baseStyles, nuclideSheetStyles];

  @property({ attribute: false }) sheet: NuclideSheet | undefined;
  /** End of the spectrum's axis, keV, shared by sheets side by side. */
  @property({ type: Number }) endKeV = 0;

  override render() {
    const { sheet } = this;
    if (!sheet) return null;
    return html`
      <header>
        <h1>${sheet.report.name}</h1>
        <span>half-life ${readableDuration(sheet.report.halfLifeS)}</span>
      </header>
      <section><h2>Decay</h2><decay-scheme .scheme=${sheet.scheme}></decay-scheme>${notes(sheet)}</section>
      <section>${energies(sheet)}</section>
      <section>${chain(sheet)}</section>
      <section>
        <h2>Beta spectrum</h2>
        ${sheet.report.betas.length === 0 ? html`<p class="quiet">Emits no betas.</p>` : this.#spectrum(sheet)}
      </section>
      <section><h2>Where the energy of a decay goes, in water</h2>${radial(sheet)}${ranges(sheet)}</section>
      <section><h2>Dose of a voxel to itself, 1.04 g/cm³</h2>${selfVoxel(sheet)}</section>
      <section><surface-plot .source=${sheet.surface}></surface-plot></section>
      <section><h2>Emissions</h2>${emissions(sheet)}</section>
      <section>
        <h2>Sources</h2>
        <ul>${sheet.report.sources.map((source) => html`<li>${source}</li>`)}</ul>
        <p class="quiet small">
          Spectra, kernels and S values are computed here from these facts. Water with I = 75 eV; S values of
          1.04 g/cm³ in water’s cross-sections, with the daughters that decay in place.
        </p>
      </section>
    `;
  }

  #spectrum({ spectrum }: NuclideSheet) {
    const perMeV = spectrum.perKeV.map((n) => MEV_TO_KEV * n);
    const most = Math.max(...perMeV);
    return html`<line-plot
      heading="Beta spectrum"
      .x=${{ label: "Energy (keV)", logarithmic: false, range: [0, this.endKeV] }}
      .y=${{ label: "Betas per decay and MeV", logarithmic: false, range: [0, 1.1 * most] }}
      .at=${spectrum.energyKeV}
      .lines=${[{ label: "betas", values: perMeV, colour: "--accent" }]}
    ></line-plot>`;
  }
}

function notes({ report: { notFollowed, apart } }: NuclideSheet) {
  return [
    ...notFollowed.map(
      ({ name, why }) => html`<p class="small quiet">${name} is not followed: ${why}.</p>`,
    ),
    apart.length === 0
      ? null
      : html`<p class="small quiet">
          ${apart.join(", ")}: long-lived enough to go elsewhere, so not in the curves and S values below.
        </p>`,
  ];
}

function energies({ report: { energyPerDecay: energy }, radiatedKeV }: NuclideSheet) {
  const rows = [
    ["betas", energy.betaKeV],
    ["conversion and Auger electrons", energy.electronKeV],
    ["alphas", energy.alphaKeV],
    ["recoil", energy.recoilKeV],
    ["photons", energy.photonKeV],
    ["all", energy.totalKeV],
  ] as const;
  return html`<table>
      <tr><th>Mean energy, without daughters</th><th class="number">keV per decay</th><th class="number">%</th></tr>
      ${rows
        .filter(([, keV]) => keV > 0)
        .map(
          ([name, keV]) => html`<tr data-energy=${name}>
            <td>${name}</td>
            <td class="number">${threeFigures(keV)}</td>
            <td class="number">${threeFigures((100 * keV) / energy.totalKeV)}</td>
          </tr>`,
        )}
    </table>
    <p>
      Photons carry ${threeFigures(100 * energy.photonShare)} % of the energy; in water
      ${threeFigures(radiatedKeV)} keV per decay of the electrons’ become bremsstrahlung.
    </p>`;
}

function chain({ report: { name, chain: members } }: NuclideSheet) {
  if (members.length < 2) return null;
  const total = members.reduce((sum, { totalKeVPerDecay }) => sum + totalKeVPerDecay, 0);
  return html`<table>
    <tr>
      <th>In equilibrium with ${name}</th>
      <th class="number">decays per decay</th>
      <th class="number">keV per decay</th>
      <th class="number">%</th>
    </tr>
    ${members.map(
      ({ nuclide, decaysPerDecay, totalKeVPerDecay }) => html`<tr>
        <td>${nuclide}</td>
        <td class="number">${threeFigures(decaysPerDecay)}</td>
        <td class="number">${threeFigures(totalKeVPerDecay)}</td>
        <td class="number">${threeFigures((100 * totalKeVPerDecay) / total)}</td>
      </tr>`,
    )}
  </table>`;
}

const RADIUS: PlotAxis = { label: "Radius (mm)", logarithmic: true, range: [1e-3, 1e3] };
const PER_MM: PlotAxis = { label: "MeV per mm and decay", logarithmic: true, range: [1e-7, 10] };

function radial({ radial: curves }: NuclideSheet) {
  const lines: PlotLine[] = [
    { label: "sum", values: curves.all, colour: "--text-quiet", dash: [3, 4] },
    { label: "electrons", values: curves.electron, colour: "--accent" },
    { label: "photons", values: curves.photon, colour: "--near" },
    { label: "bremsstrahlung", values: curves.bremsstrahlung, colour: "--ok" },
  ];
  return html`<line-plot
      heading="Energy deposited per mm of radius"
      .x=${RADIUS}
      .y=${PER_MM}
      .at=${curves.radiusMm}
      .lines=${lines}
    ></line-plot>
    <p class="small quiet">
      With its short-lived daughters. At the point itself: ${threeFigures(MEV_TO_KEV * curves.localMeV)} keV per decay
      (alphas, recoils, electrons below 5 keV).
    </p>`;
}

function ranges({ report: { electronRadii } }: NuclideSheet) {
  if (electronRadii.length === 0) return null;
  return html`<table>
    <tr><th>Betas and electrons leave of their energy, without daughters</th><th class="number">within mm of water</th></tr>
    ${electronRadii.map(
      ({ energyShare, radiusMm }) => html`<tr data-share=${energyShare}>
        <td>${threeFigures(100 * energyShare)} %</td>
        <td class="number">${radiusMm === 0 ? "< 0.001" : threeFigures(radiusMm)}</td>
      </tr>`,
    )}
  </table>`;
}

function selfVoxel({ selfVoxel: { voxelMm, s } }: NuclideSheet) {
  return html`<line-plot
      heading="Self-dose against voxel size"
      .x=${{ label: "Voxel (mm)", logarithmic: true, range: [0.5, 10] }}
      .y=${{ label: "S (mGy/(MBq s))", logarithmic: true, range: [1e-3, 1e5] }}
      .at=${voxelMm}
      .lines=${[{ label: "self voxel", values: s, colour: "--accent" }]}
    ></line-plot>
    <table>
      <tr>
        <th>mm</th>
        ${voxelMm.map((mm) => html`<th class="number">${mm}</th>`)}
      </tr>
      <tr>
        <td>S</td>
        ${s.map((value) => html`<td class="number">${threeFigures(value)}</td>`)}
      </tr>
    </table>`;
}

function emissions({ report }: NuclideSheet) {
  const betas = report.betas.map(({ charge, endpointKeV, perDecay, shape, lumped, meanKeV }) => ({
    kind: charge < 0 ? "β−" : "β+",
    energyKeV: endpointKeV,
    perDecay,
    lumped,
    note: `end point; mean ${threeFigures(meanKeV)} keV${SHAPES[shape]}`,
  }));
  const lines = (["electrons", "photons", "alphas"] as const).flatMap((group) =>
    report[group].map(({ origin, energyKeV, perDecay, lumped }) => ({
      kind: KINDS[origin ?? ""] ?? group.slice(0, -1),
      energyKeV,
      perDecay,
      lumped,
      note: "",
    })),
  );
  return html`<div class="lines" tabindex="0" role="group" aria-label="Lines of the decay">
      <table>
        <tr><th>kind</th><th class="number">keV</th><th class="number">% of decays</th><th></th></tr>
        ${[...betas, ...lines].map(
          ({ kind, energyKeV, perDecay, lumped, note }) => html`<tr>
            <td>${kind}</td>
            <td class="number">${lumped ? "≈ " : ""}${Number(energyKeV.toPrecision(5))}</td>
            <td class="number">${Number((100 * perDecay).toPrecision(4))}</td>
            <td class="small quiet">${note}</td>
          </tr>`,
        )}
      </table>
    </div>
    <p class="small quiet">≈ stands for several weaker lines: their mean energy, their sum.</p>`;
}

const SHAPES = {
  allowed: "",
  firstUnique: ", first unique forbidden",
  secondUnique: ", second unique forbidden",
};
const KINDS: Readonly<Record<string, string>> = {
  gamma: "γ",
  xRay: "X",
  annihilation: "annihilation",
  conversion: "conversion electron",
  auger: "Auger electron",
  alpha: "α",
};
