/** What every file that leaves the program says of itself, and every page and command. */
export const NOTICE = "Research and teaching; not a medical device.";
