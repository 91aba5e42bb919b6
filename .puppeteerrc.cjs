/** The tests bring or find their own Chromium (scripts/setup.mjs); a download during `npm ci` would fail offline. */
module.exports = { skipDownload: true };
