import { Gunzip } from "fflate";
import { InputError } from "../inputError";

/** True when the bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The content of a gzip file. Its checksum is compared unless the file has several members (each has its own).
 *
 * @throws InputError naming the file when it is damaged, cut short, or holds more than `limitBytes`.
 */
export function gunzip(
  bytes: Uint8Array,
  fileName: string,
  limitBytes: number,
): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  if (bytes.length < MIN_BYTES) throw damaged(fileName, "it ends early");
  let length = 0;
  let furtherMembers = 0;
  let complete = false;
  const stream = new Gunzip((chunk, final) => {
    complete = final;
    length += chunk.length;
    if (length > limitBytes)
      throw new InputError(`${fileName}: inflates to more than ${limitBytes} bytes`);
    chunks.push(chunk);
  });
  stream.onmember = () => furtherMembers++;
  try {
    for (let at = 0; at < bytes.length; at += PUSH_BYTES)
      stream.push(bytes.subarray(at, at + PUSH_BYTES), at + PUSH_BYTES >= bytes.length);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw damaged(fileName, error instanceof Error ? error.message : String(error));
  }
  if (!complete) throw damaged(fileName, "it ends early");
  const content = joined(chunks, length);
  if (furtherMembers === 0) checkTrailer(bytes, content, fileName);
  return content;
}

/** Header, an empty block and trailer. */
const MIN_BYTES = 20;
/** Small enough that a bomb is noticed before much memory is gone. */
const PUSH_BYTES = 1 << 16;

/** The last eight bytes: CRC-32 and length of the content (RFC 1952). */
function checkTrailer(bytes: Uint8Array, content: Uint8Array, fileName: string): void {
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
  if (trailer.getUint32(4, true) !== content.length % 2 ** 32)
    throw damaged(fileName, "its length is not the one it states");
  if (trailer.getUint32(0, true) !== crc32(content))
    throw damaged(fileName, "its checksum does not fit its content");
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** CRC-32 of IEEE 802.3, reflected, as gzip has it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

const damaged = (fileName: string, why: string) =>
  new InputError(`${fileName}: the gzip file is damaged (${why})`);
