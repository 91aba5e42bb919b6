import type { Element } from "dicom-parser";
import { InputError } from "../../inputError";
import { decodeText } from "./characterSets";
import type { DicomItem } from "./dicomFile";
import { attributeName, type Keyword, TAGS } from "./tags";

/** Text of an attribute, decoded and trimmed; undefined when absent or empty. */
export function text(item: DicomItem, keyword: Keyword): string | undefined {
  const bytes = bytesOf(item, keyword);
  if (!bytes) return undefined;
  const value = decodeText(bytes, item.characterSets).replaceAll("\0", "").trim();
  return value === "" ? undefined : value;
}

/** The values of a text attribute, backslashes between them; none when absent. */
export const texts = (item: DicomItem, keyword: Keyword): readonly string[] =>
  text(item, keyword)
    ?.split("\\")
    .map((value) => value.trim()) ?? [];

/**
 * The numbers of a decimal or integer string (DS, IS); none when absent.
 *
 * @throws InputError when one of them is no finite number.
 */
export function decimals(item: DicomItem, keyword: Keyword): readonly number[] {
  return texts(item, keyword).map((value) => {
    const number = Number(value);
    if (value === "" || !Number.isFinite(number))
      throw new InputError(
        `${item.file}: ${attributeName(keyword)} expects numbers, got "${value.slice(0, 32)}"`,
      );
    return number;
  });
}

/** The first number of a decimal string; undefined when absent. */
export const decimal = (item: DicomItem, keyword: Keyword): number | undefined =>
  decimals(item, keyword)[0];

/** @throws InputError when the attribute is absent, or holds another count of numbers. */
export function requiredDecimals(
  item: DicomItem,
  keyword: Keyword,
  count: number,
): readonly number[] {
  const values = decimals(item, keyword);
  if (values.length === 0) throw missing(item, keyword);
  if (values.length !== count)
    throw new InputError(
      `${item.file}: ${attributeName(keyword)} expects ${count} numbers, got ${values.length}`,
    );
  return values;
}

export const requiredDecimal = (item: DicomItem, keyword: Keyword): number =>
  requiredDecimals(item, keyword, 1)[0]!;

/** @throws InputError when the attribute is absent or empty. */
export function requiredText(item: DicomItem, keyword: Keyword): string {
  const value = text(item, keyword);
  if (value === undefined) throw missing(item, keyword);
  return value;
}

/** The 16-bit unsigned numbers of an attribute (US); none when absent. */
export function shorts(item: DicomItem, keyword: Keyword): readonly number[] {
  const bytes = bytesOf(item, keyword);
  if (!bytes) return [];
  return Array.from(
    { length: bytes.length >> 1 },
    (_, i) => item.dataSet.uint16(TAGS[keyword], i) ?? 0,
  );
}

/** @throws InputError when the attribute is absent. */
export function requiredShort(item: DicomItem, keyword: Keyword): number {
  const value = shorts(item, keyword)[0];
  if (value === undefined) throw missing(item, keyword);
  return value;
}

/** The 64-bit floating-point numbers of an attribute (FD) or its decimal string, whichever it holds. */
export function double(item: DicomItem, keyword: Keyword): number | undefined {
  const element = item.dataSet.elements[TAGS[keyword]];
  if (element?.length !== 8 || (element.vr !== undefined && element.vr !== "FD"))
    return decimal(item, keyword);
  const value = item.dataSet.double(TAGS[keyword]);
  if (value === undefined || !Number.isFinite(value))
    throw new InputError(`${item.file}: ${attributeName(keyword)} is no finite number`);
  return value;
}

/** The items of a sequence; none when it is absent. */
export function items(item: DicomItem, keyword: Keyword): readonly DicomItem[] {
  const found = item.dataSet.elements[TAGS[keyword]]?.items ?? [];
  return found.flatMap(({ dataSet }) => (dataSet ? [{ ...item, dataSet }] : []));
}

/** The element itself, for pixel data. */
export const element = (item: DicomItem, keyword: Keyword): Element | undefined =>
  item.dataSet.elements[TAGS[keyword]];

/** The error of an attribute that must be there. */
export const missing = (item: DicomItem, keyword: Keyword): InputError =>
  new InputError(`${item.file}: ${attributeName(keyword)} is missing`);

/** The raw bytes; a declared length beyond the file ends is an error of the file. */
function bytesOf({ dataSet, file }: DicomItem, keyword: Keyword): Uint8Array | undefined {
  const found = dataSet.elements[TAGS[keyword]];
  if (!found || found.length === 0 || found.items) return undefined;
  if (found.dataOffset + found.length > dataSet.byteArray.length)
    throw new InputError(`${file}: ${attributeName(keyword)} reaches beyond the end of the file`);
  return dataSet.byteArray.subarray(found.dataOffset, found.dataOffset + found.length);
}
