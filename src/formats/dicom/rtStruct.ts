import { InputError } from "../../inputError";
import type { Contour } from "../../volume/contours";
import type { DicomItem } from "./dicomFile";
import { attributeName } from "./tags";
import { decimal, decimals, items, requiredText, text, texts } from "./values";

/** A structure set as the file states it. */
export interface RtStructureSet {
  readonly label: string;
  readonly referencedSeriesUids: readonly string[];
  readonly regions: readonly RtRegion[];
}

export interface RtRegion {
  readonly number: number;
  readonly name: string;
  readonly color: readonly [red: number, green: number, blue: number] | undefined;
  readonly frameOfReferenceUid: string | undefined;
  /** Closed polygons in patient mm. */
  readonly contours: readonly Contour[];
  /** Contours that enclose no area (points, open lines) and are left out. */
  readonly skippedContours: number;
}

const CLOSED = ["CLOSED_PLANAR", "CLOSEDPLANAR_XOR"];

/**
 * The regions of an RT Structure Set.
 *
 * @throws InputError for contours with broken coordinates and for regions without a name.
 */
export function rtStructureSet(item: DicomItem): RtStructureSet {
  const contoursOf = new Map(
    items(item, "ROIContourSequence").map((roi) => [decimal(roi, "ReferencedROINumber"), roi]),
  );
  return {
    label: text(item, "StructureSetLabel") ?? "",
    referencedSeriesUids: referencedSeries(item),
    regions: items(item, "StructureSetROISequence").map((roi) => {
      const number = decimal(roi, "ROINumber");
      if (number === undefined)
        throw new InputError(`${item.file}: ${attributeName("ROINumber")} is missing`);
      return region(roi, number, contoursOf.get(number));
    }),
  };
}

function region(roi: DicomItem, number: number, drawn: DicomItem | undefined): RtRegion {
  const contours = drawn ? items(drawn, "ContourSequence") : [];
  const closed = contours.filter((contour) =>
    CLOSED.includes(text(contour, "ContourGeometricType") ?? ""),
  );
  const color = drawn ? texts(drawn, "ROIDisplayColor").map(Number) : [];
  return {
    number,
    name: requiredText(roi, "ROIName"),
    color: color.length === 3 ? [color[0]!, color[1]!, color[2]!] : undefined,
    frameOfReferenceUid: text(roi, "ReferencedFrameOfReferenceUID"),
    contours: closed.map((contour) => points(contour)),
    skippedContours: contours.length - closed.length,
  };
}

function points(contour: DicomItem): Contour {
  const data = decimals(contour, "ContourData");
  const count = decimal(contour, "NumberOfContourPoints") ?? data.length / 3;
  if (data.length === 0 || data.length !== 3 * count)
    throw new InputError(
      `${contour.file}: ${attributeName("ContourData")} holds ${data.length} numbers for ${count} points; expected ${3 * count}`,
    );
  return Float64Array.from(data);
}

const referencedSeries = (item: DicomItem): readonly string[] =>
  items(item, "ReferencedFrameOfReferenceSequence")
    .flatMap((frame) => items(frame, "RTReferencedStudySequence"))
    .flatMap((study) => items(study, "RTReferencedSeriesSequence"))
    .flatMap((series) => texts(series, "SeriesInstanceUID"));
