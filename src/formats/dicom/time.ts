import { InputError } from "../../inputError";
import type { DicomItem } from "./dicomFile";
import { attributeName, type Keyword } from "./tags";
import { text } from "./values";

/** A moment as a file states it. Without an offset it is only comparable with moments of the same wall clock. */
export interface Moment {
  /** Seconds since 1970-01-01T00:00 on the clock of the place. */
  readonly localS: number;
  /** Minutes that clock is ahead of UTC, when the file says. */
  readonly offsetMinutes: number | undefined;
}

/** Seconds from `earlier` to `later`; by UTC when both offsets are known, so that a change to summer time counts. */
export function secondsBetween(earlier: Moment, later: Moment): number {
  const wall = later.localS - earlier.localS;
  if (earlier.offsetMinutes === undefined || later.offsetMinutes === undefined) return wall;
  return wall - 60 * (later.offsetMinutes - earlier.offsetMinutes);
}

/** ISO 8601: "2018-11-15T09:22:00+01:00"; no offset where none is known. */
export function isoOf({ localS, offsetMinutes }: Moment): string {
  const [whole = "", fraction = ""] = new Date(Math.round(localS * 1000)).toISOString().split(".");
  const milliseconds = fraction === "000Z" ? "" : `.${fraction.slice(0, 3)}`;
  return `${whole}${milliseconds}${offsetMinutes === undefined ? "" : isoOffset(offsetMinutes)}`;
}

/** @throws InputError when `iso` is no date and time of ISO 8601 ("2018-11-15T09:22", seconds and offset optional). */
export function momentFromIso(iso: string, where: string): Moment {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(iso);
  const [, year, month, day, hour, minute, second = "0", offset] = match ?? [];
  const localS = secondsOf([year, month, day, hour, minute, second].map(Number));
  if (!match || localS === undefined)
    throw new InputError(`${where} expects a date and time like 2018-11-15T09:22:00, got "${iso}"`);
  return { localS, offsetMinutes: offset === "Z" ? 0 : offsetMinutesOf(offset) };
}

/** A DT attribute; undefined when absent. A date without a time is refused: hours matter. */
export function dateTime(item: DicomItem, keyword: Keyword): Moment | undefined {
  const value = text(item, keyword);
  if (value === undefined) return undefined;
  const match = /^(\d{8})(\d{2,6}(?:\.\d{1,6})?)([+-]\d{4})?$/.exec(value);
  const localS = match && localSeconds(match[1]!, match[2]!);
  if (localS === undefined || localS === null) throw malformed(item, keyword, value);
  return { localS, offsetMinutes: offsetMinutesOf(match?.[3]) ?? timezone(item) };
}

/** A DA and a TM attribute together; undefined when either is absent. */
export function dateAndTime(
  item: DicomItem,
  dateKeyword: Keyword,
  timeKeyword: Keyword,
): Moment | undefined {
  const date = text(item, dateKeyword);
  const time = text(item, timeKeyword);
  if (date === undefined || time === undefined) return undefined;
  const localS = localSeconds(date, time);
  if (localS === undefined)
    throw malformed(item, timeKeyword, `${date.slice(0, 16)} ${time.slice(0, 16)}`);
  return { localS, offsetMinutes: timezone(item) };
}

const timezone = (item: DicomItem): number | undefined =>
  offsetMinutesOf(text(item, "TimezoneOffsetFromUTC"));

/** "20181115" and "130628.148" as seconds; the forms of ACR-NEMA ("2018.11.15", "13:06:28") too. */
function localSeconds(date: string, time: string): number | undefined {
  const [, year, month, day] = /^(\d{4})\.?(\d\d)\.?(\d\d)$/.exec(date) ?? [];
  const [, hour, minute = "0", second = "0"] =
    /^(\d\d):?(\d\d)?:?(\d\d(?:\.\d{1,6})?)?$/.exec(time) ?? [];
  return secondsOf([year, month, day, hour, minute, second].map(Number));
}

/** Undefined unless every field is a number and the day exists in the calendar. */
function secondsOf(fields: readonly number[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const midnight = Date.UTC(year, month - 1, day);
  const roundTrip = new Date(midnight);
  const exists = roundTrip.getUTCMonth() === month - 1 && roundTrip.getUTCDate() === day;
  if (fields.some(Number.isNaN) || !exists || hour > 23 || minute > 59 || second >= 61)
    return undefined;
  return midnight / 1000 + 3600 * hour + 60 * minute + second;
}

function offsetMinutesOf(offset: string | undefined): number | undefined {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? "");
  if (!match) return undefined;
  const minutes = 60 * Number(match[2]) + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

function isoOffset(minutes: number): string {
  const digits = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${digits(Math.floor(size / 60))}:${digits(size % 60)}`;
}

const malformed = (item: DicomItem, keyword: Keyword, value: string) =>
  new InputError(
    `${item.file}: ${attributeName(keyword)} expects a date and time, got "${value.slice(0, 40)}"`,
  );
